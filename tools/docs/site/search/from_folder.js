// Search where the pages are opened from a folder: a browser lets no file: page start a worker or fetch the index, so the
// index comes as a script and the worker runs in a frame. Over http this does nothing.
if (location.protocol === "file:") {
  const base = new URL(".", document.currentScript.src);
  document.write(`<script src="${new URL("search_index.js", base)}"></scr` + "ipt>");
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.waiting = [];
      const frame = document.createElement("iframe");
      frame.hidden = true;
      const start = () => {
        document.body.append(frame);
        const inside = frame.contentWindow;
        inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", {data}));
        inside.importScripts = () => {};
        const script = inside.document.createElement("script");
        script.src = address;
        script.onload = () => {
          this.inside = inside;
          for (const data of this.waiting) this.postMessage(data);
        };
        inside.document.body.append(script);
      };
      document.body ? start() : addEventListener("DOMContentLoaded", start);
    }
    postMessage(data) {
      if (this.inside) this.inside.dispatchEvent(new this.inside.MessageEvent("message", {data}));
      else this.waiting.push(data);
    }
    terminate() {}
  };
}
