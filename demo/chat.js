// Plays the turns of the page's template: a request at once, an answer word by word, with a pause
// after each of its paragraphs.

const WORD_MS = 30;
const PAUSE_MS = 700;

const talk = document.querySelector('#talk');
const turns = [...document.querySelector('#turns').content.children];
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function write(turn) {
  const blocks = [...turn.querySelectorAll('[lang]')].map((block) => {
    const words = block.textContent.split(' ');
    block.textContent = '';
    block.hidden = true;
    return { block, words };
  });
  turn.setAttribute('aria-busy', 'true');
  talk.append(turn);
  for (const { block, words } of blocks) {
    block.hidden = false;
    for (const [i, word] of words.entries()) {
      block.append(i === 0 ? word : ` ${word}`);
      await wait(WORD_MS);
    }
    await wait(PAUSE_MS);
  }
  turn.setAttribute('aria-busy', 'false');
}

for (const turn of turns) {
  if (turn.dataset.author === 'user') talk.append(turn);
  else await write(turn);
}
talk.dataset.state = 'closed';
