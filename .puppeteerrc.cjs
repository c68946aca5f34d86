// The browser is fetched by the test set-up, and only where none is installed:
// a download inside `npm install` breaks every machine whose network forbids it.
module.exports = { skipDownload: true };
