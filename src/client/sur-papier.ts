/** Paper shows what a field of one line holds when it is printed, saved or not. */
export const montrerSurPapier = () =>
  addEventListener('beforeprint', () => {
    for (const texte of document.querySelectorAll('.gt-sur-papier')) {
      const champ = texte.previousElementSibling
      if (champ instanceof HTMLInputElement) texte.textContent = champ.value
    }
  })
