/** What is worked out when it is first asked for, and no more. */
export function uneFois<T>(calcul: () => T): () => T {
  let fait: { valeur: T } | undefined
  return () => {
    fait ??= { valeur: calcul() }
    return fait.valeur
  }
}

/** What an object that never changes gives, worked out once for as long as that object is kept. */
export function parObjet<O extends object, T>(calcul: (objet: O) => T): (objet: O) => T {
  const faits = new WeakMap<O, { valeur: T }>()
  return objet => {
    const fait = faits.get(objet) ?? { valeur: calcul(objet) }
    faits.set(objet, fait)
    return fait.valeur
  }
}
