/* Buttons of the components, alone or beside a line that tells how it went. */

/** A button with its words, and what it does when pressed.
    @param {string} words
    @param {() => void} press
    @returns {HTMLButtonElement} */
export function button(words, press) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = words;
  element.addEventListener('click', press);
  return element;
}

/** Put a button and a line for its status into the element of a component; returns the line.
    @param {ShadowRoot} root
    @param {string} css
    @param {HTMLButtonElement} pressed
    @param {boolean} [statusFirst] whether the line comes before the button
    @returns {HTMLElement} */
export function withStatus(root, css, pressed, statusFirst = false) {
  const style = document.createElement('style'), box = document.createElement('div'), status = document.createElement('span');
  style.textContent = css;
  status.setAttribute('role', 'status');
  box.append(...(statusFirst ? [status, pressed] : [pressed, status]));
  root.append(style, box);
  return status;
}
