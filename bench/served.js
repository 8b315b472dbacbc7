/* In the page around a map of streamlit-folium: when the marks of a step are all there and painted. */
if (window.parent === window) {
  const marksOf = (day) => {
    let number = 0;
    for (const frame of document.querySelectorAll('iframe')) {
      const inside = frame.contentDocument;
      if (inside) number += inside.querySelectorAll(`path.step-${day}`).length;
    }
    return number;
  };
  const afterPaint = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    channel.port2.postMessage(0);
  });
  /* `took`: ms until a day's marks are painted, from the navigation or, with `key`, from the next key. */
  globalThis.watchFor = (day, number, key = false) => {
    globalThis.took = 0;
    let begin = key ? null : 0;
    if (key) addEventListener('keydown', (event) => { begin = event.timeStamp; }, { capture: true, once: true });
    const look = () => {
      if (begin !== null && marksOf(day) === number) afterPaint((at) => { globalThis.took = at - begin; });
      else requestAnimationFrame(look);
    };
    look();
  };
  globalThis.marksOf = marksOf;
}
