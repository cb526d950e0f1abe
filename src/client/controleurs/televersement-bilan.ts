/** `parties`: the address of one piece of one dossier. */
const cleJoint = (parties: string) => `gt-joint:${parties}`

/** Nobody hears a page that is shown again: what is joined is said there. */
export const retenirJoints = (parties: string, phrase: string) => sessionStorage.setItem(cleJoint(parties), phrase)
export function reprendreJoints(parties: string): string | null {
  const joints = sessionStorage.getItem(cleJoint(parties))
  sessionStorage.removeItem(cleJoint(parties))
  return joints
}

/** A line of what became of the files that were sent. */
export function ligneDuBilan(texte: string, classe: string): HTMLElement {
  const ligne = document.createElement('p')
  ligne.className = classe
  ligne.textContent = texte
  return ligne
}

/** The page again, with what is joined; `aller` shows it afresh. */
export function lienDuBilan(adresse: string, aller: (adresse: string) => void): HTMLElement {
  const lien = document.createElement('a')
  lien.href = adresse
  lien.textContent = 'Voir les fichiers joints'
  lien.addEventListener('click', e => {
    e.preventDefault()
    aller(adresse)
  })
  return lien
}
