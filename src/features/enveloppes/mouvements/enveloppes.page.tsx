import { nouvelId } from '../../../contexte.ts'
import { type Ctx, ctxActeur } from '../../../http.ts'
import { nettoyer } from '../../../lib/forms.ts'
import { lirePublie } from '../../appels/index.ts'
import { type Appel, seuilsDeFermeture } from '../../cahier/index.ts'
import { peut } from '../../decret/index.ts'
import { placeDe } from './droit.ts'
import { apercuDe, lignesVues, totalDe, vueDe } from './enveloppes.donnees.ts'
import { EnveloppesPage } from './enveloppes.view.tsx'
import { lireEnveloppes } from './lire-enveloppes.ts'
import { type ErreursMouvement, MOTS_GENRE, RAISON_MAX, type SaisieMouvement } from './mouvement.rules.ts'
import type { LigneRegistre } from './registre.queries.ts'

/** What a form of a movement sends, in its order; an address may bring the same, for a preview. */
export const CHAMPS_MOUVEMENT = ['mouvement', 'montant', 'de', 'vers', 'raison', 'version'] as const
const LONGUEUR: Record<(typeof CHAMPS_MOUVEMENT)[number], number> = {
  mouvement: 20,
  montant: 40,
  de: 40,
  vers: 40,
  raison: RAISON_MAX * 2,
  version: 8,
}
/** Each field cleaned and cut where nothing that is right goes: a reason a little too long comes back whole. */
export const lireSaisie = (lire: (champ: string) => string | undefined): SaisieMouvement =>
  Object.fromEntries(CHAMPS_MOUVEMENT.map(c => [c, nettoyer(lire(c) ?? '').slice(0, LONGUEUR[c])])) as SaisieMouvement

export type Retour = { saisie?: SaisieMouvement; errors?: ErreursMouvement; refus?: string; cle?: string; statut: 409 | 422 | 403 }

/** The money of a call, with what was just done or why it was not, and what was typed then. */
export async function pageEnveloppes(c: Ctx<'slug'>, retour?: Retour): Promise<Response> {
  const ctx = ctxActeur(c)
  if (!peut(placeDe(ctx), 'lire', { enveloppe: 'ouverte' })) return c.notFound()
  const lu = await lirePublie(c, async (tx, publie) => ({ lues: await lireEnveloppes(tx, ctx.guichetId, publie) }))
  if (!lu) return c.notFound()
  const { appel, lues } = lu
  const saisie = retour?.saisie ?? lireSaisie(champ => c.req.query(champ))
  const enveloppes = lues.enveloppes.map(vueDe)
  return c.html(
    <EnveloppesPage
      site={c.var.site}
      appel={{ slug: appel.slug, titre: appel.titre, version: lu.numero, publieeLe: lu.publieeLe }}
      enveloppes={enveloppes}
      total={totalDe(enveloppes)}
      registre={lignesVues(lues.registre, ctx.instant)}
      propositions={lues.propositions}
      aOuvrir={lues.aOuvrir}
      fermeture={fermetureDe(appel, ctx.instant)}
      form={{ saisie, errors: retour?.errors ?? {}, apercu: apercuDe(saisie, lues.enveloppes), cle: retour?.cle ?? nouvelId() }}
      fait={retour ? undefined : faitDe(c.req.query('fait'), lues.registre)}
      refus={retour?.refus}
    />,
    retour?.statut ?? 200,
  )
}

const fermetureDe = (appel: Appel, instant: Date) => ({
  instant,
  seuils: seuilsDeFermeture(appel),
  preavis: appel.calendrier.preavis_fermeture,
  avis: appel.calendrier.avis,
})

/** What was just done, by the number of its line: « Mouvement n° 9 : abondement, 150 000 €. » */
function faitDe(cle: string | undefined, registre: readonly LigneRegistre[]): string | undefined {
  const [quoi, n] = (cle ?? '').split('-')
  if (quoi === 'ouverture') return 'Les enveloppes sont ouvertes.'
  const l = registre.find(x => String(x.numero) === n)
  if (!l) return undefined
  if (quoi === 'document') return `Le document du mouvement n°\u00a0${l.numero} est joint.`
  if (quoi === 'defait' && l.annule !== null) return `Le mouvement n°\u00a0${l.annule} est défait, par le n°\u00a0${l.numero}.`
  return quoi === 'mouvement'
    ? `Mouvement n°\u00a0${l.numero} enregistré\u00a0: ${MOTS_GENRE[l.genre].toLowerCase()}, ${nomsDe(l)}.`
    : undefined
}
const nomsDe = (l: LigneRegistre) => (l.versLibelle ? `de ${l.libelle} vers ${l.versLibelle}` : l.libelle)
