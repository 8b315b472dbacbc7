/* The element that holds a document, and what the page around it says of the document. */

/** Open a document in a frame of its own.
    @param {import('../types.js').FrameData} data
    @returns {import('../types.js').OpenFrame} */
export function openFrame(data) {
  const element = document.createElement('iframe');
  // An opaque origin: it cannot reach this page, its storage or its cookies. Popups are the links to
  // the sources; they leave the sandbox, as a newspaper's page would not work in it.
  element.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox');
  element.title = data.title;
  element.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;border:0;display:block;background:Canvas';
  element.srcdoc = data.html;
  return { data, element, started: false, fields: null, view: null, extent: null, asked: 0, waiting: new Map() };
}

/** Whether any of an element is in the window.
    @param {HTMLElement} element */
export function inWindow(element) {
  const at = element.getBoundingClientRect();
  return at.bottom > 0 && at.top < window.innerHeight;
}

/** Set the page's description to that of the story. Streamlit sets its title.
    @param {import('../types.js').FrameData} data */
export function describePage({ summary }) {
  let tag = document.head.querySelector('meta[name=description]');
  if (!tag) {
    tag = document.createElement('meta');
    tag.setAttribute('name', 'description');
    document.head.append(tag);
  }
  tag.setAttribute('content', summary);
}
