type Resultats = readonly { resultat: 'conforme' | 'non conforme' | 'non applicable' }[]

/** Of the criteria that apply, how many are met: in percent, rounded down, so that 100 is said of all of them only. */
export function tauxDe(criteres: Resultats): { conformes: number; applicables: number; taux: number } {
  const conformes = criteres.filter(c => c.resultat === 'conforme').length
  const applicables = criteres.filter(c => c.resultat !== 'non applicable').length
  return { conformes, applicables, taux: applicables === 0 ? 0 : Math.floor((100 * conformes) / applicables) }
}

/** The mention that the law asks for (arrêté of 20 September 2019): « partiellement » from half of the criteria. */
export function mentionDe(criteres: Resultats): 'totalement conforme' | 'partiellement conforme' | 'non conforme' {
  const { conformes, applicables, taux } = tauxDe(criteres)
  if (applicables > 0 && conformes === applicables) return 'totalement conforme'
  return taux >= 50 ? 'partiellement conforme' : 'non conforme'
}
