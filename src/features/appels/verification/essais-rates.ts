import { createHash } from 'node:crypto'
import type { Appel } from '../../cahier/index.ts'
import { depotAPart } from '../depot-a-part.ts'
import { lireAvecPlaces } from '../lire-appel.ts'
import { typo } from '../situer.ts'
import { niveauDe } from './sujets.table.ts'
import type { Point } from './verifier-appel.ts'

type Ecart = { quoi: string; attendu: string; obtenu: string; pourquoi?: string | undefined }
/** Plays the test dossiers of a call: `examen`, which knows calls, so that calls need not know it. */
type Jouer = (version: { appel: Appel; sha256: string }) => readonly { essai: { code: string; titre: string }; ecarts: readonly Ecart[] }[]

const SUJET = 'essai_rate'
/** Test dossiers that are told one by one. */
const DITS_MAX = 30

/** The test dossiers of a text that do not give what they expect, each at its line; a text that cannot be read has none. */
export function essaisRates(texte: string, fichier: string, jouer: Jouer): Point[] {
  const lu = lireAvecPlaces(texte, fichier)
  if (!lu.ok || lu.value.appel.essais.length === 0) return []
  const { appel, place } = lu.value
  const joues = jouer({ appel: depotAPart(appel), sha256: createHash('sha256').update(texte).digest('hex') })
  return joues
    .filter(j => j.ecarts.length > 0)
    .slice(0, DITS_MAX)
    .map(({ essai, ecarts }) => ({
      ...place({ chemin: ['essais', appel.essais.findIndex(e => e.code === essai.code), 'code'] }),
      sujet: SUJET,
      niveau: niveauDe(SUJET),
      cle: SUJET,
      fait: typo(`L’essai « ${essai.code} » (${essai.titre}) ne donne pas ce qu’il attend. ${ecarts.map(dire).join(' ')}`),
      consequence: 'L’appel ne traite pas un dossier comme son auteur le dit.',
    }))
}

const dire = ({ quoi, attendu, obtenu }: Ecart) => `Pour ${quoi}, attendu : ${attendu} ; obtenu : ${obtenu}.`
