import { createHash } from 'node:crypto'
import { confier, PHRASE_TRAVAIL } from '../../../atelier/index.ts'
import type { Config } from '../../../config.ts'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import type { Appel } from '../../cahier/index.ts'
import { rendreApercu } from '../../documents/index.ts'
import { compter } from '../../limites/index.ts'
import { composer } from './composer.ts'
import { dossierPourApercu, type PourApercu } from './dossier-d-essai.ts'
import { type EcritLu, type Manque, texteEcrit } from './ecrit.donnees.ts'
import type { Ecrit } from './textes.table.ts'

/** Documents drawn for one person in a minute, and what one may hold, in characters (some ten pages). */
const PAR_MINUTE = 60
const SIGNES_MAX = 30_000

type ADessiner = { ecrit: Ecrit; lu: EcritLu; config: Config; urlPublique: string }
type Demande = { source: string; essai: string; image: boolean }

export const SANS_TEXTE = 'Écrivez l’objet ou le titre, et au moins un paragraphe\u00a0: le document se dessine ensuite.'
const PHRASES = {
  illisible: 'Trop de points bloquent pour montrer un document. Corrigez-les d’abord.',
  grand: 'Ce texte est trop long pour être montré ici. Raccourcissez-le, ou enregistrez-le sans le voir.',
  souvent: 'Beaucoup de documents ont été demandés. Attendez une minute\u00a0: rien de ce que vous écrivez n’est perdu.',
  long: 'Ce document demande trop de temps. Raccourcissez-le, ou enregistrez-le sans le voir.',
} as const

/** The drafts last read for a preview, by the hash of their text: one types in a letter many times while the rest of the call stays. */
const lus = new Map<string, { appel: Appel; juste: boolean }>()
const LUS_MAX = 4

/** A draft with the figures of one of its test dossiers: its text is read in a thread, once while it stays. */
export async function lireDossier(
  { acteur }: ContexteActeur,
  { source, essai, types }: { source: string; essai: string; types: readonly string[] },
): Promise<Result<PourApercu, string>> {
  const sha256 = createHash('sha256').update(source).digest('hex')
  const connu = lus.get(sha256)
  if (connu) return ok(dossierPourApercu({ ...connu, sha256, essai, types }))
  const travail = await confier('lireAuMieux', { source }, { pour: acteur.compteId })
  if (!travail.ok) return err(`${PHRASE_TRAVAIL[travail.error]}.`)
  if (!travail.value) return err(PHRASES.illisible)
  if (lus.size >= LUS_MAX) lus.delete(lus.keys().next().value!)
  lus.set(sha256, travail.value)
  return ok(dossierPourApercu({ ...travail.value, sha256, essai, types }))
}

const composerPour = ({ lu, ...a }: ADessiner, { appel, dossier }: PourApercu) =>
  composer({ ...a, texte: texteEcrit(lu, a.ecrit), mots: lu.mots, appel, dossier })

/** What a document leaves out for a test dossier; nothing while there is no document. */
export const manquesDe = (a: ADessiner, lu: PourApercu): readonly Manque[] | undefined => composerPour(a, lu)?.manques

/** Draws the document of a text that is being written: a PDF, or its pages for a screen. Refused beyond what one person may ask, with a sentence; writes nothing of the draft. */
export async function dessiner(
  ctx: ContexteActeur,
  a: ADessiner,
  { source, essai, image }: Demande,
): Promise<Result<{ octets: Uint8Array; manques: readonly Manque[] }, string>> {
  const { compteId } = ctx.acteur
  if (a.lu.champs.reduce((n, c) => n + c.valeur.length, 0) > SIGNES_MAX) return err(PHRASES.grand)
  const atteinte = await enTransaction(ctx, tx => compter(tx, [{ cle: `apercu|${compteId}`, max: PAR_MINUTE, secondes: 60 }]))
  if (atteinte) return err(PHRASES.souvent)
  const dossier = await lireDossier(ctx, { source, essai, types: a.ecrit.types })
  if (!dossier.ok) return dossier
  const compose = composerPour(a, dossier.value)
  if (!compose) return err(SANS_TEXTE)
  const { manques, ...document } = compose
  const etabliLe = ctx.instant
  const octets =
    document.modele === 'acte'
      ? await rendreApercu('acte', { ...document.donnees, etabliLe }, { image })
      : document.modele === 'deliberation'
        ? await rendreApercu('deliberation', { ...document.donnees, etabliLe }, { image })
        : await rendreApercu('notification', { ...document.donnees, etabliLe }, { image })
  return octets ? ok({ octets, manques }) : err(PHRASES.long)
}
