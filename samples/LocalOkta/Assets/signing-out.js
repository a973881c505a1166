// The page itself goes on when all frames have loaded: this is for an app that does not answer.
setTimeout(() => location.replace(document.getElementById("continue").href), 3000);
