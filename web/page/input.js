// Pointer, wheel, keys, focus and size of the canvas. Why not Emscripten's GLFW: its listeners sit on `window`,
// swallow Backspace and Tab of the whole page, click a tap at the previous position and ignore device pixels.
// Here nothing outside the canvas and its mirror is ever touched.

const buttons = [0, 2, 1]; // DOM: left, middle, right -> Dear ImGui: left, right, middle

const wheelNotch = 100; // CSS pixels that Dear ImGui takes for one notch
const tapSlop = 8;      // a finger that moves less than this taps

// `app` is the wasm's table of calls (see app.js); `wake()` asks for a frame.
export function attachInput(canvas, mirror, app, wake) {
  // Within somebody else's page the keys, the wheel and the finger stay that page's until the lesson is pressed or
  // tabbed into, and are given back by Esc or by using anything else.
  const isGuest = window.top !== window;
  let isInUse = true;
  const use = (is) => {
    isInUse = is || !isGuest;
    document.documentElement.dataset.use = isInUse ? "on" : "off";
  };
  use(!isGuest);
  const position = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const isTouch = (event) => event.pointerType === "touch";

  // A finger scrolls unless it began on a slider; only a finger that stayed where it was presses something.
  let finger = null;

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 2 || (finger !== null && isTouch(event))) return;
    if (!isTouch(event)) use(true);
    canvas.setPointerCapture(event.pointerId);
    const [x, y] = position(event);
    // Why: the press must not leave the keyboard on an element that the pointer has just left behind.
    if (!mirror.focusAt(x, y)) canvas.focus({ preventScroll: true });
    app.pointer(x, y, isTouch(event));
    if (isTouch(event)) {
      finger = { id: event.pointerId, x, y, scrolls: false, drags: mirror.nodeAt(x, y)?.role === "slider" };
    }
    if (finger === null || finger.drags) app.button(buttons[event.button], true);
    wake();
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = position(event);
    if (finger === null || finger.id !== event.pointerId || finger.drags) {
      if (finger === null || finger.id === event.pointerId) app.pointer(x, y, isTouch(event));
    } else if (isInUse && (finger.scrolls || Math.hypot(x - finger.x, y - finger.y) > tapSlop)) {
      finger.scrolls = true;
      app.wheel((x - finger.x) / wheelNotch, (y - finger.y) / wheelNotch);
      [finger.x, finger.y] = [x, y];
    }
    wake();
  });
  canvas.addEventListener("pointerup", (event) => {
    if (finger !== null && finger.id !== event.pointerId) return;
    const isTap = finger !== null && !finger.drags && !finger.scrolls;
    use(true);
    if (isTap) app.button(0, true);
    if (finger === null || !finger.scrolls) {
      if (!isTap) app.pointer(...position(event), isTouch(event));
      app.button(buttons[event.button], false);
    }
    // Why: a finger that was lifted hovers over nothing; what it pointed at would stay lit for ever otherwise.
    if (finger !== null) app.pointerLeft();
    finger = null;
    wake();
  });
  canvas.addEventListener("pointercancel", () => {
    finger = null;
    [0, 1, 2].forEach((button) => app.button(button, false));
    app.pointerLeft();
    wake();
  });
  canvas.addEventListener("pointerleave", (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) return;
    app.pointerLeft();
    wake();
  });
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());

  canvas.addEventListener("wheel", (event) => {
    if (event.ctrlKey) return; // the browser's own zoom
    if (!isInUse) return;
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? canvas.clientHeight : 1;
    app.wheel(-event.deltaX * unit / wheelNotch, -event.deltaY * unit / wheelNotch);
    event.preventDefault();
    wake();
  }, { passive: false });

  const onKey = (event, isDown) => {
    const isMirror = mirror.has(event.target);
    // Why: on a page of our own a reader who has not touched anything yet may press space to play.
    const isOurs = event.target === canvas || isMirror || (event.target === document.body && !isGuest);
    if (!isOurs) return;
    if (event.key === "Tab" || event.isComposing) return;
    if (isMirror && (event.key === "Enter" || event.key === " ")) return; // the element's own press
    app.modifiers(event.ctrlKey, event.shiftKey, event.altKey, event.metaKey);
    if (event.ctrlKey || event.metaKey || event.altKey) return; // the browser's shortcuts
    const isUsed = app.key(event.code, event.key, isDown);
    if (isGuest && isDown && event.key === "Escape") {
      use(false);
      document.activeElement.blur();
    }
    if (isUsed && !event.defaultPrevented) event.preventDefault();
    wake();
  };
  document.addEventListener("keydown", (event) => onKey(event, true));
  document.addEventListener("keyup", (event) => onKey(event, false));

  window.addEventListener("blur", () => { use(false); app.blur(); wake(); });
  document.addEventListener("focusin", () => use(true));
  document.addEventListener("visibilitychange", wake);
  new ResizeObserver(wake).observe(canvas);
  watchPixelRatio(wake);
  for (const query of ["(prefers-reduced-motion: reduce)", "(pointer: coarse)"]) {
    matchMedia(query).addEventListener("change", wake);
  }
}

// The ratio changes when the window moves to another screen or the page is zoomed.
function watchPixelRatio(onChange) {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  query.addEventListener("change", () => { onChange(); watchPixelRatio(onChange); }, { once: true });
}
