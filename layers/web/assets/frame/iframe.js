/* The element that holds a document, and what the page around it says of the document. */

/** Make the frame of a document, still outside the page and empty.
    @param {import('../types.js').FrameData} data
    @returns {import('../types.js').OpenFrame} */
export function openFrame(data) {
  const element = document.createElement('iframe');
  // An opaque origin: it cannot reach this page, its storage or its cookies. Popups are the links to
  // the sources; they leave the sandbox, as a newspaper's page would not work in it.
  element.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox');
  element.title = data.title;
  element.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;border:0;display:block;background:Canvas';
  return { data, element, started: false, fields: null, view: null, extent: null, asked: 0, waiting: new Map() };
}

/** Give a text that gzip has packed.
    @param {Uint8Array<ArrayBuffer>} packed
    @returns {Promise<string>} */
function unpacked(packed) {
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}

/** Put a frame into its box with its document, once that is unpacked.
    @param {import('../types.js').OpenFrame} frame
    @param {HTMLElement} box
    @param {() => boolean} wanted whether it is then; another may have taken its place */
export function enter({ data, element }, box, wanted) {
  unpacked(data.packed).then((html) => {
    if (!wanted()) return;
    element.srcdoc = html;
    box.append(element);
  });
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
