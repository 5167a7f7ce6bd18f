// The Checkbot on another site: a button that opens a panel or, with data-place="inline", the chat where the script stands.
// ES5, no eval, and styles by property only, so that a strict content security policy need not be loosened for it.
(function () {
  "use strict";

  // Of the settings: the server writes this line anew for a site of another name or colours. Ground and ink, by scheme.
  var LOOK = {"name": "Checkbot", "light": ["#0b5563", "#ffffff"], "dark": ["#7fcbd4", "#0a1f24"]};
  var WORDS = {
    nl: {
      open: "Hoe ver ben jij met chat?",
      title: "Gesprek met de Checkbot",
      close: "Sluit het gesprek",
      refused: "Het gesprek opent niet op deze pagina. Open het in een eigen tabblad.",
      leave: "Open de Checkbot"
    },
    en: {
      open: "How far are you with chat?",
      title: "Conversation with the Checkbot",
      close: "Close the conversation",
      refused: "The conversation does not open on this page. Open it in a tab of its own.",
      leave: "Open the Checkbot"
    }
  };
  var MARK = "M9 3h22a7 7 0 0 1 7 7v16a7 7 0 0 1-7 7H18l-8.6 5.6A1.5 1.5 0 0 1 7 37.3V32.7A7 7 0 0 1 2 26V10a7 7 0 0 1 7-7Z" +
    "M9.5 20v6h5.4v-6ZM17.3 15v11h5.4V15ZM25.1 9v17h5.4V9Z";
  var CROSS = "M10 8L20 18L30 8L32 10L22 20L32 30L30 32L20 22L10 32L8 30L18 20L8 10Z";
  var SMALL = 480;
  var TALL = 640;
  var ANSWERS_WITHIN = 2000;

  var script = document.currentScript;
  var site = script.src.match(/^https?:\/\/[^/]+/)[0];
  var inline = script.getAttribute("data-place") === "inline";
  var mode = script.getAttribute("data-mode") === "full" ? "full" : "quick";
  var asked = script.getAttribute("data-lang") || document.documentElement.lang || "nl";
  var lang = /^nl/i.test(asked) ? "nl" : "en";
  var words = WORDS[lang];
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var still = window.matchMedia("(prefers-reduced-motion: reduce)");
  var heard = false;
  var height = 0;
  var button, panel, bar, frame;

  var holder = make("div", { "data-checkbot": inline ? "inline" : "panel" }, {
    all: "initial", display: "block", margin: inline ? "24px 0" : "0", colorScheme: "light dark"
  });
  // The styles of the page around do not reach in here.
  var root = holder.attachShadow ? holder.attachShadow({ mode: "open" }) : holder;

  if (inline) {
    addFrame(root);
    script.parentNode.insertBefore(holder, script);
  } else if (document.body) {
    addPanel();
  } else {
    document.addEventListener("DOMContentLoaded", addPanel);
  }
  window.addEventListener("message", hear);
  window.addEventListener("resize", fit);
  if (dark.addEventListener) dark.addEventListener("change", fit);

  function make(tag, attributes, styles, text) {
    var element = document.createElement(tag);
    for (var name in attributes) element.setAttribute(name, attributes[name]);
    set(element, styles);
    if (text) element.textContent = text;
    return element;
  }

  function set(element, styles) {
    for (var name in styles) element.style[name] = styles[name];
  }

  function picture(path, size) {
    var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    var shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 40 40");
    svg.setAttribute("aria-hidden", "true");
    set(svg, { width: size, height: size, flex: "none", fill: "currentColor" });
    shape.setAttribute("d", path);
    shape.setAttribute("fill-rule", "evenodd");
    svg.appendChild(shape);
    return svg;
  }

  function addFrame(place) {
    var address = site + "/embed?mode=" + mode + "&lang=" + lang + "#" + kept();
    frame = make("iframe", { src: address, title: words.title, allow: "clipboard-write" }, {
      display: "block", width: "100%", flex: "1 1 0", minHeight: "0", border: "0", colorScheme: "light dark"
    });
    frame.addEventListener("load", function () {
      // The focus that the frame got stayed with the page that was in it before.
      if (root.activeElement === frame) frame.contentWindow.focus();
      setTimeout(function () {
        if (!heard && frame.parentNode === place) place.replaceChild(refusal(), frame);
      }, ANSWERS_WITHIN);
    });
    place.appendChild(frame);
    fit();
  }

  // This site is not on the list, or its policy keeps the frame out: say so, rather than show the browser's error.
  function refusal() {
    var told = make("div", { role: "status" }, {
      padding: "24px 16px", borderRadius: "16px", font: "17px/1.5 system-ui, sans-serif"
    });
    set(told, paper());
    var address = site + (lang === "en" ? "/en" : "/");
    told.appendChild(make("p", {}, { margin: "0 0 16px" }, words.refused));
    told.appendChild(make("a", { href: address, target: "_blank", rel: "noopener" }, { color: "inherit" }, words.leave));
    return told;
  }

  function addPanel() {
    var close = make("button", { type: "button", "aria-label": words.close }, {
      display: "flex", alignItems: "center", justifyContent: "center", width: "48px", height: "48px",
      marginLeft: "auto", padding: "0", border: "0", background: "none", color: "inherit", cursor: "pointer",
      outlineOffset: "-4px"
    });
    var name = make("span", {}, { font: "600 17px/1 system-ui, sans-serif" }, LOOK.name);
    var opens = { type: "button", "aria-expanded": "false", "aria-controls": "panel", "aria-haspopup": "dialog" };
    button = make("button", opens, {
      position: "fixed", zIndex: "2147483000", right: "16px", bottom: "16px", display: "flex", alignItems: "center",
      gap: "10px", maxWidth: "calc(100vw - 32px)", minHeight: "56px", padding: "8px 22px 8px 18px", borderRadius: "28px",
      font: "600 17px/1.25 system-ui, sans-serif", textAlign: "left", cursor: "pointer", outlineOffset: "3px"
    });
    panel = make("div", { id: "panel", role: "dialog", "aria-label": words.title }, {
      position: "fixed", zIndex: "2147483001", display: "none", flexDirection: "column", boxSizing: "border-box",
      overflow: "hidden"
    });
    bar = make("div", {}, { display: "flex", flex: "none", alignItems: "center", gap: "10px", paddingLeft: "14px" });
    button.appendChild(picture(MARK, "28px"));
    button.appendChild(make("span", {}, {}, words.open));
    close.appendChild(picture(CROSS, "20px"));
    bar.appendChild(picture(MARK, "24px"));
    bar.appendChild(name);
    bar.appendChild(close);
    panel.appendChild(bar);
    root.appendChild(button);
    root.appendChild(panel);
    button.addEventListener("click", function () { show(!shown()); });
    close.addEventListener("click", function () { show(false); });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && shown()) show(false);
    });
    document.body.appendChild(holder);
    fit();
  }

  function shown() {
    return panel.style.display !== "none";
  }

  // A closed panel keeps its frame, and with it the place in the conversation.
  function show(open) {
    set(panel, { display: open ? "flex" : "none" });
    button.setAttribute("aria-expanded", String(open));
    if (!open) return button.focus();
    if (!frame) addFrame(panel);
    if (panel.animate && !still.matches) {
      panel.animate([{ opacity: 0, transform: "translateY(12px)" }, { opacity: 1, transform: "none" }], 160);
    }
    frame.focus();
  }

  function paper() {
    return dark.matches ? { background: "#11181a", color: "#eef0ec" } : { background: "#fbf8f2", color: "#1b2427" };
  }

  function fit() {
    var small = window.innerWidth < SMALL || window.innerHeight < SMALL;
    var line = "1px solid " + (dark.matches ? "#75848a" : "#857d6e");
    var look = dark.matches ? LOOK.dark : LOOK.light;
    var brand = { background: look[0], color: look[1] };
    if (inline) {
      // Never taller than the window, so that the open question is in sight.
      var most = Math.max(SMALL, window.innerHeight * 0.9);
      var tall = Math.min(Math.max(height, 240), most) + "px";
      set(frame, { height: tall, border: line, borderRadius: "16px", boxSizing: "border-box" });
      set(frame, paper());
    } else if (panel) {
      set(button, brand);
      set(button, { border: "2px solid " + brand.background, boxShadow: "0 4px 16px rgba(0, 0, 0, 0.3)" });
      set(bar, brand);
      set(panel, paper());
      set(panel, small ? { top: "0", right: "0", bottom: "0", width: "100%", height: "100%", border: "0", borderRadius: "0", boxShadow: "none" } : {
        top: "auto", right: "16px", bottom: "88px", width: "400px", height: Math.min(TALL, window.innerHeight - 104) + "px",
        border: line, borderRadius: "16px", boxShadow: "0 16px 40px rgba(0, 0, 0, 0.3)"
      });
    }
  }

  // The path of the check, for this tab, where the frame may not keep it itself. Sets it when given.
  function kept(path) {
    try {
      if (path !== undefined) sessionStorage.setItem("checkbot", path);
      return sessionStorage.getItem("checkbot") || "";
    } catch (refused) {
      return "";
    }
  }

  function hear(event) {
    var said = event.data && event.data.checkbot;
    if (!said || !frame || event.origin !== site || event.source !== frame.contentWindow) return;
    heard = true;
    if (said.close && panel) show(false);
    if (typeof said.path === "string") kept(said.path);
    if (said.height > 0) {
      height = Number(said.height);
      fit();
    }
  }
})();
