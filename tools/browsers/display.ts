/** Whether a window can be seen here. */
export const hasDisplay = (): boolean =>
  !process.env.CI &&
  (process.platform === 'darwin' ||
    process.platform === 'win32' ||
    Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY));
