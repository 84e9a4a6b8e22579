// What the scanner app has around the two pieces of the guide: an axios-like `api`, a zustand-like `create`, the login.
// ScannerApp.java provides `gatesync`: post and get over HTTP, which answer [status, body].

const api = (() => {
  const answer = ([status, body]) => {
    if (status < 200 || status >= 300) {
      throw new Error(`Request failed with status code ${status}`);
    }
    return { status, data: JSON.parse(body) };
  };
  return {
    post: async (path, data) => answer(gatesync.post(path, JSON.stringify(data))),
    get: async path => answer(gatesync.get(path)),
  };
})();

const create = initialise => {
  let state;
  const get = () => state;
  const set = change => {
    state = { ...state, ...(typeof change === 'function' ? change(state) : change) };
  };
  state = initialise(set, get);
  return { getState: get, setState: set };
};

const useAuthStore = create(() => ({ eventDetails: null, deviceId: null, session: null }));
