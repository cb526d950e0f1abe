import type { Config } from '../../../config.ts'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { appelsPublies } from '../../appels/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { enTeteDe, type Fiche, type FichesDonnees } from '../../documents/index.ts'
import { aRepartir } from '../../enveloppes/index.ts'
import { journaliser } from '../../journal/index.ts'
import { lecteurDe } from '../../perimetre/index.ts'
import { ecrireFiltre, type Filtre } from '../liste/filtres.ts'
import { ficheDe } from './fiche.ts'
import { dossiersAFicher } from './fiches.queries.ts'
import { type Analyse, lireAnalyse } from './lire-analyse.ts'
import { lireProposition } from './proposition.rules.ts'

/** Sheets of one booklet, at most: beyond, the list is filtered. */
export const FICHES_MAX = 100

export type RefusFiches =
  | { motif: 'aucune' }
  | { motif: 'trop' }
  /** A booklet is of one call: those that the list holds. */
  | { motif: 'appels'; appels: { slug: string; titre: string }[] }

/**
 * The sheets of a list of dossiers of one call, with the list as a cover, as they are saved now. Who takes them away, and which, is written down.
 */
export const livretDesFiches = (ctx: ContexteActeur, filtre: Filtre, config: Config): Promise<Result<FichesDonnees, RefusFiches>> =>
  enTransaction(ctx, async tx => {
    const lecteur = await lecteurDe(tx, ctx)
    const dossiers = await dossiersAFicher(tx, lecteur, filtre, ctx.instant, FICHES_MAX)
    if (dossiers.length === 0) return err({ motif: 'aucune' })
    const slugs = [...new Set(dossiers.map(d => d.slug))]
    if (slugs.length > 1) {
      const publies = new Map((await appelsPublies(tx, ctx.guichetId)).map(a => [a.appel.slug, a.appel.titre]))
      return err({ motif: 'appels', appels: slugs.map(slug => ({ slug, titre: publies.get(slug) ?? slug })) })
    }
    if (dossiers.length > FICHES_MAX) return err({ motif: 'trop' })
    // each sheet is written as soon as its dossier is read: others are answered between two, and one dossier at a time is held
    const lues: Lue[] = []
    for (const ligne of dossiers) lues.push(lue(await lireAnalyse(tx, ctx.guichetId, { ligne })))
    const trace = { nombre: lues.length, filtre: ecrireFiltre(filtre).toString() }
    await journaliser(tx, ctx, 'instruction.fiches_exportees', ctx.acteur.compteId, trace)
    const { appel } = lues[0]!
    const enveloppe = await aRepartir(tx, ctx.guichetId, dossiers[0]!.appel_id, appel)
    return ok({ ...enTeteDe(appel, config), etabliLe: ctx.instant, appel: appel.titre, ...livret(lues, enveloppe, appel) })
  })

type Lue = { appel: Appel; fiche: Fiche; montant: number | null }
const lue = (a: Analyse): Lue => ({
  appel: a.lu.dossier.version.appel,
  fiche: ficheDe(a),
  montant: lireProposition(a.contenu.proposition!).montant,
})

function livret(lues: readonly Lue[], enveloppe: number, { comite }: Appel): Pick<FichesDonnees, 'couverture' | 'fiches'> {
  const fiches = lues.map(l => l.fiche)
  const propose = lues.reduce((t, { montant }) => t + (montant ?? 0), 0)
  const terminees = fiches.filter(f => !f.brouillon).length
  return {
    couverture: {
      titre: comite ? 'Fiches d’analyse pour le comité' : 'Fiches d’analyse',
      chiffres: [
        {
          libelle: 'Dossiers',
          valeur: formatNombre(fiches.length),
          note: `${formatNombre(terminees)} ${terminees > 1 ? 'fiches terminées' : 'fiche terminée'}`,
        },
        { libelle: 'Montant proposé', valeur: formatEuros(propose) },
        { libelle: 'Enveloppe de l’appel', valeur: formatEuros(enveloppe) },
      ],
      lignes: lues.map(l => ligneDe(l.fiche, l.montant)),
    },
    fiches,
  }
}

const ligneDe = ({ numero, structure, titre, avis, brouillon }: Fiche, montant: number | null) => ({
  numero,
  structure,
  titre,
  avis: brouillon ? `${avis} (brouillon)` : avis,
  montant: montant === null ? '–' : formatEuros(montant),
})
