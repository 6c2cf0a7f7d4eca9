// The DOM mirror: for every thing that the canvas draws there is a real element with its role, name, value and
// state, so that screen readers, the keyboard and browser tests meet ordinary buttons. Tab order is the
// page's own; pressing an element posts an action that the widget takes in the next frame.

const interactive = new Set(["button", "radio", "tab", "switch", "slider", "link", "menuitem"]);
const tags = { button: "button", link: "a", heading: "h2", list: "ul", listitem: "li" };

function tagOf(node) {
  if (node.role === "heading") return "h" + Math.min(Math.max(node.level || 2, 1), 6);
  return tags[node.role] || "div";
}

// Roles for which the tag alone does not say enough. "text" and "status" have their own treatment.
function setRole(element, node) {
  if (node.role === "text" || node.role === "listitem" || node.role === "heading") return;
  if (node.role === "button" || (node.role === "link" && node.target)) return;
  element.setAttribute("role", node.role === "image" ? "img" : node.role);
}

function setOrRemove(element, attribute, value) {
  if (value === undefined || value === "" || value === null) element.removeAttribute(attribute);
  else if (element.getAttribute(attribute) !== String(value)) element.setAttribute(attribute, String(value));
}

export class Mirror {
  // `post(id, kind, value)` hands an action to the wasm: kind 0 activates, 1 focuses, 2 sets a value.
  constructor(root, post) {
    this.root = root;
    this.post = post;
    this.elements = new Map();
    this.version = -1;
    this.layout = -1;
    this.nodes = [];
    root.addEventListener("click", (event) => this.#onClick(event));
    root.addEventListener("focusin", (event) => this.#onFocus(event));
    root.addEventListener("keydown", (event) => this.#onKey(event));
  }

  // Brings the elements in line with one frame's tree: {version, layout, focus, nodes: [...]}.
  update(tree) {
    this.nodes = tree.nodes;
    if (tree.version !== this.version) this.#rebuild(tree.nodes);
    if (tree.version !== this.version || tree.layout !== this.layout) this.#place(tree.nodes);
    this.version = tree.version;
    this.layout = tree.layout;
    this.#follow(tree.focus);
  }

  has(element) {
    return element !== null && this.root.contains(element) && element !== this.root;
  }

  // The topmost interactive thing drawn at a point of the canvas; undefined when there is none.
  nodeAt(x, y) {
    return this.nodes.findLast(({ role, rect: [left, top, w, h] }) =>
      interactive.has(role) && x >= left && x < left + w && y >= top && y < top + h);
  }

  // A pointer that presses something takes the keyboard there as well, as on any page, but without a focus
  // ring. False when nothing interactive is drawn at that point.
  focusAt(x, y) {
    const node = this.nodeAt(x, y);
    if (node === undefined || node.disabled) return false;
    this.#focusQuietly(this.elements.get(node.id));
    return true;
  }

  #focusQuietly(element) {
    this.following = true;
    element.focus({ preventScroll: true });
    this.following = false;
  }

  #rebuild(nodes) {
    const seen = new Set();
    const lastChild = new Map();
    nodes.forEach((node) => {
      seen.add(node.id);
      const element = this.#element(node);
      this.#describe(element, node);
      const parent = node.parent >= 0 ? this.elements.get(nodes[node.parent].id) : this.root;
      const previous = lastChild.get(parent);
      const expected = previous ? previous.nextSibling : firstChildElement(parent);
      if (element.parentNode !== parent || element !== expected) parent.insertBefore(element, expected);
      lastChild.set(parent, element);
    });
    for (const [id, element] of this.elements) {
      if (seen.has(id)) continue;
      element.remove();
      this.elements.delete(id);
    }
  }

  #element(node) {
    const known = this.elements.get(node.id);
    const tag = tagOf(node);
    if (known && known.localName === tag && known.dataset.role === node.role) return known;
    if (known) known.remove();
    const element = document.createElement(tag);
    element.dataset.id = node.id;
    element.dataset.role = node.role;
    if (tag === "button") element.type = "button";
    setRole(element, node);
    if (node.role === "status") element.setAttribute("aria-live", "polite");
    this.elements.set(node.id, element);
    return element;
  }

  #describe(element, node) {
    const isContainer = nodeHolds(node.role);
    if (isContainer || node.role === "image" || node.role === "slider") {
      const isRead = node.value && isContainer;
      setOrRemove(element, "aria-label", isRead ? node.name + " " + node.value : node.name);
      if (node.role === "slider") setOrRemove(element, "aria-valuetext", node.value);
    } else {
      const words = node.value ? node.name + " " + node.value : node.name;
      let text = element.firstChild;
      if (!text || text.nodeType !== Node.TEXT_NODE) element.prepend((text = document.createTextNode("")));
      if (text.nodeValue !== words) text.nodeValue = words;
    }
    setOrRemove(element, "aria-description", node.description);
    setOrRemove(element, "aria-disabled", node.disabled ? "true" : "");
    setOrRemove(element, "aria-selected", node.role === "tab" ? String(!!node.selected) : node.selected ? "true" : "");
    setOrRemove(element, "aria-current", node.current ? "true" : "");
    setOrRemove(element, "aria-checked", node.checked);
    setOrRemove(element, "aria-pressed", node.pressed);
    setOrRemove(element, "aria-expanded", node.expanded);
    if (node.range) {
      ["min", "max", "now"].forEach((part, i) => setOrRemove(element, "aria-value" + part, node.range[i]));
      element.dataset.step = node.range[3] || (node.range[1] - node.range[0]) / 100;
    }
    if (node.role === "link" && node.target) element.href = node.target;
    if (interactive.has(node.role)) element.tabIndex = node.disabled || node.skip ? -1 : 0;
  }

  #place(nodes) {
    nodes.forEach((node) => {
      const style = this.elements.get(node.id).style;
      const up = node.parent >= 0 ? nodes[node.parent].rect : [0, 0];
      const [x, y, w, h] = node.rect;
      style.left = x - up[0] + "px";
      style.top = y - up[1] + "px";
      style.width = Math.max(w, 1) + "px";
      style.height = Math.max(h, 1) + "px";
    });
  }

  // The canvas moved its focus (a click, an arrow key in a radio group): the DOM follows, but only when the
  // focus is in here already. Nothing takes the focus away from the page around us.
  #follow(id) {
    if (!id || id === this.focus) return;
    this.focus = id;
    const element = this.elements.get(id);
    if (!element || element === document.activeElement || !this.has(document.activeElement)) return;
    this.#focusQuietly(element);
  }

  #idOf(event) {
    const element = event.target.closest("[data-id]");
    return element && interactive.has(element.dataset.role) ? element.dataset.id : null;
  }

  #onClick(event) {
    const id = this.#idOf(event);
    if (id === null) return;
    if (event.target.closest("a[href^='#']") || !event.target.closest("a[href]")) event.preventDefault();
    this.post(id, 0, 0);
  }

  #onFocus(event) {
    const id = this.#idOf(event);
    if (id === null || this.following) return;
    this.focus = id;
    this.post(id, 1, 0);
  }

  // Elements that are not native buttons press on Enter and Space as those do; sliders answer to the arrows.
  #onKey(event) {
    const element = event.target.closest("[data-id]");
    if (!element || event.ctrlKey || event.metaKey || event.altKey) return;
    const isNative = element.localName === "button" || element.hasAttribute("href");
    if (!isNative && interactive.has(element.dataset.role) && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      this.post(element.dataset.id, 0, 0);
    }
    if (element.dataset.role === "slider") this.#onSliderKey(event, element);
  }

  #onSliderKey(event, element) {
    const [low, high, now] = ["min", "max", "now"].map((p) => Number(element.getAttribute("aria-value" + p)));
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
    let value = null;
    if (event.key in steps) value = now + element.dataset.step * steps[event.key];
    if (event.key === "Home") value = low;
    if (event.key === "End") value = high;
    if (value === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.post(element.dataset.id, 2, Math.min(Math.max(value, low), high));
  }
}

const holders = new Set(["region", "group", "radiogroup", "tablist", "list", "table", "row", "menu", "dialog"]);
function nodeHolds(role) {
  return holders.has(role);
}

function firstChildElement(parent) {
  let child = parent.firstChild;
  while (child && child.nodeType === Node.TEXT_NODE) child = child.nextSibling;
  return child;
}
