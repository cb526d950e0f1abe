import { createHash } from 'node:crypto'
import type { Appel } from '../../cahier/index.ts'
import { depotAPart } from '../depot-a-part.ts'
import { lireAvecPlaces } from '../lire-appel.ts'
import { typo } from '../situer.ts'
import { niveauDe } from './sujets.table.ts'
import type { Point } from './verifier-appel.ts'

type Ecart = { quoi: string; attendu: string; obtenu: string; pourquoi?: string | undefined }
type Joue = { essai: { code: string; titre: string }; ecarts: readonly Ecart[] }
/** Plays the test dossiers of a call, and tells what they show of it: `examen`, which knows calls, so that calls need not know it. */
type Outils<J extends Joue> = {
  jouer: (version: { appel: Appel; sha256: string }) => readonly J[]
  couvrir: (appel: Appel, joues: readonly J[]) => { depose: boolean; sansRefus: readonly Appel['regles'][number][] }
}

const SUJET = 'essai_rate'
const MANQUE = 'essai_manquant'
/** What is told one by one. */
const DITS_MAX = 60

/**
 * What the test dossiers of a text say before it is published: those that do not give what they expect, each at its line, which forbids it; then, to be accepted, what none of
 * them shows: a filing, and the refusal of each rule that may refuse one. A text that cannot be read has no point here.
 */
export function pointsDesEssais<J extends Joue>(texte: string, fichier: string, { jouer, couvrir }: Outils<J>): Point[] {
  const lu = lireAvecPlaces(texte, fichier)
  if (!lu.ok) return []
  const { appel, place } = lu.value
  const joues = jouer({ appel: depotAPart(appel), sha256: createHash('sha256').update(texte).digest('hex') })
  const dire = (sujet: typeof SUJET | typeof MANQUE, chemin: PropertyKey[], fait: string, consequence: string): Point => ({
    ...place({ chemin }),
    sujet,
    niveau: niveauDe(sujet),
    cle: sujet,
    fait: typo(fait),
    consequence,
  })
  const rates = joues.filter(j => j.ecarts.length > 0)
  const { depose, sansRefus } = couvrir(appel, joues)
  return [
    ...rates.map(({ essai, ecarts }) =>
      dire(
        SUJET,
        ['essais', appel.essais.findIndex(e => e.code === essai.code), 'code'],
        `L’essai « ${essai.code} » (${essai.titre}) ne donne pas ce qu’il attend. ${ecarts.map(enMots).join(' ')}`,
        'L’appel ne traite pas un dossier comme son auteur le dit\u00a0: la règle ou l’attendu est faux. La page « Essais » du studio récrit l’attendu d’un bouton.',
      ),
    ),
    ...(depose ? [] : [dire(MANQUE, ['essais'], 'Aucun essai n’est déposé.', 'Rien ne montre qu’un dossier juste passe.')]),
    ...sansRefus.map(r =>
      dire(
        MANQUE,
        ['regles', appel.regles.findIndex(x => x.id === r.id), 'id'],
        `Aucun essai n’est refusé par la règle « ${r.titre} ».`,
        'Rien ne montre qu’elle refuse ce qu’elle doit refuser.',
      ),
    ),
  ].slice(0, DITS_MAX)
}

const enMots = ({ quoi, attendu, obtenu }: Ecart) => `Pour ${quoi}, attendu : ${attendu} ; obtenu : ${obtenu}.`
