/** Whether windows can be shown: always outside Linux, there only with an X11 or Wayland display. */
export function hasDisplay(environment = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}
