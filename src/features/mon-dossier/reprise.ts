import { formatJour } from '../../lib/dates.ts'
import { motValeur } from '../champs/index.ts'
import { type Champ, texteComparable } from '../contenu/index.ts'
import type { Dossier } from '../dossiers/index.ts'

/** Letters of an answer that are said again under its field. */
const CITEE_MAX = 160

/** A field as it was answered elsewhere: in the simulator, as long as nobody changed it, or in the intention. Pure. */
export function avecReprise(champ: Champ, d: Pick<Dossier, 'intention' | 'contenu' | 'version'>): Champ {
  const v = d.contenu.simulateur?.[champ.nom]
  if (v === undefined || texteComparable(v) !== texteComparable(d.contenu.valeurs[champ.nom])) return deLIntention(champ, d)
  return { ...champ, aide: champ.aide ? `${champ.aide} ${DU_SIMULATEUR}` : DU_SIMULATEUR }
}
const DU_SIMULATEUR = 'Repris du simulateur.'

/** A field of the second form with what the intention answered to it: taken as it was, or changed, which whoever decides sees. Pure. */
function deLIntention(champ: Champ, { intention, contenu, version }: Pick<Dossier, 'intention' | 'contenu' | 'version'>): Champ {
  const v = intention?.contenu.valeurs[champ.nom]
  if (!intention || v === undefined || texteComparable(v) === '') return champ
  const mots = motValeur(champ, v)
  const cite = mots.length > CITEE_MAX ? `${mots.slice(0, CITEE_MAX)}…` : mots
  const dit =
    texteComparable(v) === texteComparable(contenu.valeurs[champ.nom])
      ? `Repris de votre intention du ${formatJour(intention.recuLe)}.`
      : `Vous aviez écrit dans votre intention\u00a0: «\u00a0${cite}\u00a0». ${version.appel.comite ? 'Le comité verra' : 'Qui décide verra'} les deux.`
  return { ...champ, aide: champ.aide ? `${champ.aide} ${dit}` : dit }
}
