import { type Contexte, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import { formatHeure, formatInstant, formatJourSemaine } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { unParUn } from '../../../lib/un-par-un.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { siLisible } from '../versions.queries.ts'
import { type Accord, raisonsTenues, refusDeLAccord } from './accord.rules.ts'
import { lireAPublier } from './lire-a-publier.ts'
import { mettreEnLigne } from './mettre-en-ligne.ts'
import { finirPrevue, type Prevue, prevuesDues, tenirPrevue } from './prevues.queries.ts'
import { type RefusPublication, verrouillerAppels } from './publier.ts'
import { relueParUnAutre } from './relue.queries.ts'
import { type SeuilsALire, seuilsALire } from './seuils.ts'

type DepsPrevues = Pick<Deps, 'db' | 'guichetId' | 'config'>
const AVANT_MS = 3_600_000
const SANS_SEUIL: Exclude<SeuilsALire, string> = { nonLus: [], brouillon: undefined }
/** How long the checker is asked again after the instant has come. */
const PATIENCE_MS = 15 * 60_000
/** `illisible`: its text, or that of the version in force, is no longer one that the product accepts. `non_verifiee`: the checker has not been able to say anything. */
type RefusPrevue = RefusPublication | { motif: 'illisible' } | { motif: 'non_verifiee' }

/**
 * Publishes the versions whose instant has come, each once whoever runs at the same time, and reads again those that come within the hour: the checker, the test dossiers,
 * the reading by somebody else. One that no longer passes is not published, and whoever had set its instant is told why. Returns how many were published.
 */
export async function publierPrevues(d: DepsPrevues, instant: Date): Promise<number> {
  const { db, guichetId } = d
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  const dues = await enTransaction(ctx, tx => prevuesDues(tx, guichetId, instant, new Date(instant.getTime() + AVANT_MS)))
  return unParUn(dues, p => jouerUne(d, ctx, p))
}

/** True when it is published now. */
async function jouerUne({ guichetId, config }: DepsPrevues, ctx: Contexte, p: Prevue): Promise<boolean> {
  const { territoire, relectureAvantPublication, seuilsLusAvantPublication } = config.guichet
  const lue = await siLisible(() => lireAPublier({ ctx, territoire, pour: null, slug: p.slug, numero: p.numero, le: p.prevueLe }))
  if (!lue) return enTransaction(ctx, tx => abandonner(tx, ctx, p, { motif: 'illisible' }))
  const { source, sha256 } = lue.version
  const seuils = seuilsLusAvantPublication ? await seuilsALire(ctx, { source, sha256, pour: null }) : SANS_SEUIL
  if (typeof lue.points === 'string' || typeof seuils === 'string') {
    // nothing was said of it: the next minute asks again, but not for ever
    if (ctx.instant.getTime() - p.prevueLe.getTime() < PATIENCE_MS) return false
    return enTransaction(ctx, tx => abandonner(tx, ctx, p, { motif: 'non_verifiee' }))
  }
  const { points, empreinte } = lue
  const aRelire = relectureAvantPublication && !(await enTransaction(ctx, tx => relueParUnAutre(tx, guichetId, sha256, p.demandeePar)))
  const raisons = raisonsTenues(points, p.accords)
  const seuilsNonLus = seuils.nonLus.length
  const accord = { points, empreinte, vues: '', enVigueur: p.enVigueur ?? undefined, raisons, aRelire, seuilsNonLus }
  return enTransaction(ctx, tx => passer(tx, ctx, p, accord, lue.publiee?.numero))
}

/** Held by one worker: true when it is published now. */
async function passer(tx: Tx, ctx: Contexte, p: Prevue, accord: Accord, enVigueur: number | undefined): Promise<boolean> {
  await verrouillerAppels(tx, ctx)
  if (!(await tenirPrevue(tx, ctx.guichetId, p))) return false
  if (p.prevueLe > ctx.instant) {
    const refus = refusDeLAccord(accord, enVigueur)
    if (refus) await renoncer(tx, ctx, p, refus)
    else
      await tx
        .updateTable('publication_prevue')
        .set({ verifiee_le: ctx.instant })
        .where('guichet_id', '=', ctx.guichetId)
        .where('id', '=', p.id)
        .execute()
    return false
  }
  const publiee = await mettreEnLigne(tx, ctx, { slug: p.slug, numero: p.numero, accord, par: p.demandeePar, garder: p.garder })
  if (!publiee.ok) await renoncer(tx, ctx, p, publiee.error)
  return publiee.ok
}

/** Given up before anything could be read of it, by one worker. */
async function abandonner(tx: Tx, ctx: Contexte, p: Prevue, refus: RefusPrevue): Promise<false> {
  if (await tenirPrevue(tx, ctx.guichetId, p)) await renoncer(tx, ctx, p, refus)
  return false
}

/** It is not published: whoever had asked it is told, once. */
async function renoncer(tx: Tx, ctx: Contexte, p: Prevue, refus: RefusPrevue) {
  const pourquoi = pourquoiPas(refus)
  await finirPrevue(tx, ctx.guichetId, p.id, 'refusee', ctx.instant, pourquoi)
  await journaliser(tx, ctx, 'appel.publication_refusee', p.appelId, { numero: p.numero, prevue_le: p.prevueLe.toISOString(), pourquoi })
  await ecrireCourriel(tx, ctx, {
    cle: `publication-refusee-${p.id}`,
    destinataire: p.courriel,
    sujet: `«\u00a0${p.titre}\u00a0»\u00a0: la version ${p.numero} n’est pas publiée`,
    phrases: [
      `La version ${p.numero} de «\u00a0${p.titre}\u00a0» devait paraître le ${formatJourSemaine(p.prevueLe)} à ${formatHeure(p.prevueLe)}, heure de Paris. Elle n’est pas publiée.`,
      pourquoi,
      'Rien n’a changé pour le public. La page ci-dessous dit ce qui manque, et permet de publier ou de choisir une autre date.',
    ],
    lien: paths.administration.publication(p.slug, p.numero),
  })
}

function pourquoiPas(r: RefusPrevue): string {
  switch (r.motif) {
    case 'bloquee':
      return `Le vérificateur refuse ${pluriel(r.points, 'point')}.`
    case 'sans_raison':
      return 'Le vérificateur ou les essais remarquent autre chose que ce qui avait été accepté.'
    case 'seuils_non_lus':
      return `${pluriel(r.seuils, 'seuil')} n’${r.seuils > 1 ? 'ont' : 'a'} pas été relu${r.seuils > 1 ? 's' : ''}.`
    case 'sans_relecture':
      return 'Personne d’autre ne l’a relue telle qu’elle est.'
    case 'perimee':
    case 'depassee':
      return 'Une autre version est parue entre-temps\u00a0: ce qui change n’est plus ce qui avait été accepté.'
    case 'deja_publiee':
      return `Elle est déjà publiée, depuis le ${formatInstant(r.publieeLe)}.`
    case 'code_pris':
      return `Le code de ses dossiers est celui de l’appel «\u00a0${r.autre}\u00a0».`
    case 'introuvable':
      return 'Elle n’existe plus.'
    case 'illisible':
      return 'Le guichet n’accepte plus son texte, ou celui de la version en vigueur, tel qu’il est écrit\u00a0: ajoutez-en une version corrigée.'
    case 'non_verifiee':
      return 'Un quart d’heure après, la vérification n’avait toujours pas abouti.'
  }
}
