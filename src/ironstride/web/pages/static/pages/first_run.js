// Fills in the browser's time zone where nobody typed one, and ticks "files" when files are chosen.
const zone = document.getElementById("time_zone");
if (zone.value === zone.defaultValue) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || zone.value;
document.querySelector("input[name=files]").addEventListener("change", () => {
  document.querySelector("input[name=running][value=file]").checked = true;
});
