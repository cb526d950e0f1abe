/** A press that lasts longer is no click: a list that is open, a text that is being selected. */
const CLIC_MS = 1000

let leve: () => void = () => {}
let appui = Promise.resolve()

addEventListener(
  'pointerdown',
  () => {
    leve()
    appui = new Promise(fini => {
      leve = fini
      setTimeout(fini, CLIC_MS)
    })
  },
  true,
)
// the click itself comes just after
for (const fin of ['pointerup', 'pointercancel']) addEventListener(fin, () => setTimeout(leve), true)

/**
 * Once no finger and no button of a mouse is down. Pressing a button leaves the field that one was in, which saves it: if what the answer changes moved the
 * button between the press and its end, the browser would see no click.
 */
export const appuiLeve = () => appui
