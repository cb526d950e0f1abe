import { formatDateCivile } from '../../../lib/dates.ts'
import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import { avecUnite, pluriel } from '../../../lib/mots.ts'
import type { ContenuBilan } from '../bilans/contenu-depose.ts'

const ETATS = { a_venir: 'à venir', en_cours: 'en cours', fait: 'fait' } as const

const partDite = (part: number | null) => (part === null ? 'sans pourcentage' : `${part}\u00a0%`)
function avancementDit(a: ContenuBilan['avancement']): string[] {
  if (!a || (a.texte === a.avant.texte && a.part === a.avant.part)) return []
  return a.part === a.avant.part
    ? ['Le porteur dit où en est le projet.']
    : [`Avancement du projet\u00a0: ${partDite(a.avant.part)}, maintenant **${partDite(a.part)}**.`]
}

/** What a filed bilan says that the one before did not, in sentences. Pure. */
export function changementsDits(c: ContenuBilan): string[] {
  const ht = c.commandes.reduce((s, x) => s + x.ht, 0)
  return [
    ...(c.final ? ['Le projet est achevé.'] : []),
    ...(c.fin && c.finAvant && c.fin !== c.finAvant
      ? [`La fin passe du ${formatDateCivile(c.finAvant)} au **${formatDateCivile(c.fin)}**.`]
      : []),
    ...avancementDit(c.avancement),
    ...c.jalons
      .filter(j => j.etat !== j.avant.etat)
      .map(j => `Jalon «\u00a0${j.libelle}\u00a0»\u00a0: ${ETATS[j.avant.etat]}, maintenant **${ETATS[j.etat]}**.`),
    ...c.indicateurs
      .filter(i => i.valeur !== null && i.valeur !== i.avant)
      .map(
        i =>
          `${i.nom}\u00a0: ${i.avant === null ? 'pas encore mesuré' : formatNombre(i.avant)}, maintenant **${avecUnite(i.valeur!, i.unite)}**.`,
      ),
    ...(c.commandes.length > 0 ? [`${pluriel(c.commandes.length, 'commande')}, **${formatEuros(ht)}** HT.`] : []),
    ...(c.difficultes ? ['Des difficultés sont signalées.'] : []),
  ]
}
