// Paints the page's canvases.

const GRASS = '#3c7a2c';
const FLOWER = '#f0f';

const paint = {
  board(context) {
    const fill = (colour, ...box) => {
      context.fillStyle = colour;
      context.fillRect(...box);
    };
    fill('#6b5b45', 0, 0, 192, 144);
    fill('#fff', 48, 24, 96, 96);
    fill('#f0f', 60, 36, 72, 36);
    fill('#0f0', 60, 72, 72, 36);
  },
  flowers(context) {
    context.fillStyle = GRASS;
    context.fillRect(0, 0, 192, 144);
    context.fillStyle = FLOWER;
    for (let i = 0; i < 12; i++) {
      context.beginPath();
      context.arc(24 + (i % 4) * 48, 28 + Math.floor(i / 4) * 44, 7 + (i % 3), 0, Math.PI * 2);
      context.fill();
    }
  },
};

for (const canvas of document.querySelectorAll('canvas')) {
  paint[canvas.dataset.draws](canvas.getContext('2d'));
}
