/* The page's own icons, 16 px wide. */
const SHAPES = {
  play: 'M4 2.5v11l9.5-5.5z', pause: 'M4 2.5h3v11H4zM9 2.5h3v11H9z',
  back: 'M10.8 2.2 5 8l5.8 5.8 1.1-1.1L7.2 8l4.7-4.7z', next: 'M5.2 2.2 11 8l-5.8 5.8-1.1-1.1L8.8 8 4.1 3.3z',
  list: 'M2 3h12v1.6H2zM2 7.2h12v1.6H2zM2 11.4h12V13H2z', lanes: 'M2 3h6v2.2H2zM6 6.9h8v2.2H6zM3.5 10.8h5V13h-5z',
};

/** An icon as an element; its button has what it does in words.
    @param {keyof typeof SHAPES} name */
export function icon(name) {
  const space = 'http://www.w3.org/2000/svg', svg = document.createElementNS(space, 'svg'), path = document.createElementNS(space, 'path');
  svg.setAttribute('viewBox', '0 0 16 16'); svg.setAttribute('width', '16'); svg.setAttribute('height', '16');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', SHAPES[name]); path.setAttribute('fill', 'currentColor');
  svg.append(path);
  return svg;
}
