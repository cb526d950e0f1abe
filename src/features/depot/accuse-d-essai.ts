import type { Config } from '../../config.ts'
import { instruitAuDepot } from '../calendrier/index.ts'
import { canonique, empreinteDe } from '../contenu/index.ts'
import { rendreApercu } from '../documents/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import type { Lecture } from '../examen/index.ts'
import { contenuDepose } from '../versions/index.ts'
import { donneesAccuse } from './accuse.ts'

type Contexte = { deposant: string; instant: Date; config: Config; urlPublique: string }

/** What would be sealed of a filing that is only tried, and its hash: nothing of it is written anywhere. Pure. */
export function depotDEssai(d: Dossier, l: Lecture, { deposant, instant: recuLe }: Pick<Contexte, 'deposant' | 'instant'>) {
  const contenu = contenuDepose({ ...d, contenu: l.contenu }, l, { version: 1, recuLe, deposant: { nom: deposant, preuve: 'declaree' } })
  return { contenu, recuLe, sha256: empreinteDe(canonique(contenu)) }
}

/** The receipt of a filing that is only tried, marked so on each page; nothing when it takes too long to draw. */
export function accuseDEssai(d: Dossier, l: Lecture, { config, urlPublique, ...quand }: Contexte): Promise<Uint8Array | undefined> {
  const { contenu, ...depot } = depotDEssai(d, l, quand)
  const { appel } = d.version
  const donnees = donneesAccuse(contenu, depot, {
    appel,
    verdicts: l.verdicts.map(v => ({ resultat: v.resultat, explication: v.constat, clauses: v.clauses })),
    config,
    urlPublique,
    reception: { le: depot.recuLe, attentes: [] },
    instruit: instruitAuDepot(appel, depot.recuLe),
  })
  return rendreApercu('accuse', donnees, { image: false })
}
