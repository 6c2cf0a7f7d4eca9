// Runs before anything is drawn. A page that is embedded in somebody else's shows a still poster and fetches nothing
// more until it is started; the lab itself wants its wasm as soon as possible.
(function () {
  const root = document.documentElement;
  root.dataset.page = new URLSearchParams(location.search).has("embed") ? "embed" : "lab";
  // Without an origin (a sandboxed frame, a page opened from disk) the wasm comes as a script: see files.js.
  if (root.dataset.page === "embed" || self.origin === "null") return;
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "anonymous" });
  link.href = new URL("handwave.wasm", document.currentScript.src).href;
  document.head.append(link);
})();
