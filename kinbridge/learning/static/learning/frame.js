// A window without an origin has no cookies and no storage, and asking for them is an error there that stops many a course.
// It finds empty ones here, which last as long as the page and reach nobody.
(() => {
  const shelf = () => {
    const kept = new Map();
    return {
      get length() { return kept.size; },
      key: (place) => [...kept.keys()][place] ?? null,
      getItem: (name) => kept.get(String(name)) ?? null,
      setItem: (name, value) => void kept.set(String(name), String(value)),
      removeItem: (name) => void kept.delete(String(name)),
      clear: () => kept.clear(),
    };
  };
  const jar = new Map();
  Object.defineProperty(document, "cookie", {
    get: () => [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
    set: (told) => {
      const [name, ...value] = String(told).split(";")[0].split("=");
      jar.set(name.trim(), value.join("=").trim());
    },
  });
  for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { value: shelf() });
})();
