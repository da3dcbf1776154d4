// Plays the steps of the page's template into the chat log: a message added, changed or removed.

const EVERY_MS = 400;

const log = document.querySelector('#log');
const steps = [...document.querySelector('#steps').content.children];

function play(step) {
  const { edits, removes } = step.dataset;
  if (removes) {
    document.getElementById(removes).remove();
  } else if (edits) {
    const now = document.querySelector(`#${edits} > [lang]`);
    const next = step.querySelector('[lang]');
    now.textContent = next.textContent;
    now.toggleAttribute('data-planted', next.hasAttribute('data-planted'));
  } else {
    log.append(step);
  }
}

const timer = setInterval(() => {
  const page = document.documentElement;
  const atEnd = page.scrollHeight - page.scrollTop - page.clientHeight < 40;
  play(steps.shift());
  if (atEnd) page.scrollTop = page.scrollHeight;
  if (steps.length > 0) return;
  clearInterval(timer);
  log.dataset.state = 'closed';
}, EVERY_MS);
