import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, faitDe, param } from '../../../http.ts'
import { noterConsultation } from '../../consultations/index.ts'
import { lireContenu } from '../../contenu/index.ts'
import { consultationsDe, maillonsDe } from '../../instances/index.ts'
import { irrecevabiliteDe } from '../../irrecevabilite/index.ts'
import { dansLePerimetre, type Instruit } from '../../service/index.ts'
import type { ChoixDesLignes } from '../../tableaux/index.ts'
import { lireDepots } from '../../versions/index.ts'
import { lireCadre } from '../lire-cadre.ts'
import { type DossierLu, lireDossierInstruit } from '../lire-dossier.ts'
import { recalculer } from '../valeurs/valeurs.ts'
import { DossierPage, type TempsVu } from './dossier.view.tsx'
import { lirePanneau, type Ouvert } from './lire-panneau.ts'

/** What comes back with a refused form of the page. */
export type Retour = Ouvert & { statut: 409 | 422 }

const FAITS: Record<string, string> = {
  pris: 'Le dossier vous est affecté.',
  affecte: 'L’affectation est enregistrée.',
  etiquettes: 'Les étiquettes sont enregistrées.',
  ouvert: 'Le dossier est ouvert à cette personne.',
  ouverture_retiree: 'Cette personne ne lit plus le dossier.',
  comite: 'Le dossier est au comité.',
  renvoye: 'Le dossier est de nouveau en instruction.',
  irrecevable: 'Le dossier est irrecevable. Chaque membre de la structure reçoit un courriel.',
  irrecevabilite_annulee: 'Le dossier est de nouveau en instruction. Chaque membre de la structure reçoit un courriel.',
  note: 'Votre note est enregistrée.',
  note_retiree: 'La note est retirée.',
}

/** Of a dossier at the second temps, which of its two filings is read. */
const tempsLus = (temps: number, { dossier, vue }: DossierLu): TempsVu | undefined =>
  temps === 2 && dossier.version.appel.phases
    ? {
        intention: dossier.version.appel.phases.intention.titre,
        complet: dossier.version.appel.phases.dossier_complet.titre,
        courant: vue.intention ? 2 : 1,
      }
    : undefined

/** The page of a filed dossier, fresh or with what a refused form holds. */
export async function pageDossier(c: Ctx<'id'>, retour?: Retour): Promise<Response> {
  const ctx = ctxActeur(c)
  const page = await dansLePerimetre(c, async (tx, lu) => {
    const id = lu.ligne.dossier_id
    const [cadre, dossier, irrecevabilite] = await Promise.all([
      lireCadre(tx, ctx, lu),
      lireDossierInstruit(tx, ctx.guichetId, id, lu.ligne.temps === 2 && c.req.query('temps') === '1' ? 1 : undefined),
      irrecevabiliteDe(tx, ctx.guichetId, id),
    ])
    const errors = retour?.note ? { note: retour.note.erreur } : {}
    const fait = faitDe(c, cadre.sansComite ? { ...FAITS, comite: 'Le dossier est prêt\u00a0: il reste à décider.' } : FAITS)
    const consultations = await consultationsDe(tx, ctx.guichetId, cadre.appel, id)
    const avant = await depotPrecedent(tx, ctx.guichetId, lu.ligne)
    const recalcul = await recalculer(tx, ctx.guichetId, dossier)
    return (
      <DossierPage
        site={c.var.site}
        cadre={cadre}
        dossier={{ ...dossier.vue, relu: { ...dossier.vue.relu, choixDesLignes: choixDesLignes(c, avant) } }}
        maillons={maillonsDe(cadre.appel, lu.ligne.etat, consultations)}
        recalcul={recalcul}
        temps={tempsLus(lu.ligne.temps, dossier)}
        panneau={await lirePanneau(tx, ctx, lu, { cadre, dossier, ouvert: retour ?? {} })}
        irrecevabilite={irrecevabilite}
        fait={retour ? undefined : fait}
        errors={errors}
        erreur={!!retour}
      />
    )
  })
  if (!page) return c.notFound()
  await noterConsultation(ctx, param(c, 'id'))
  return c.html(page, retour?.statut ?? 200)
}

/** What the filing before the last one said. */
async function depotPrecedent(tx: Tx, guichetId: string, { dossier_id: id, version }: Instruit['ligne']): Promise<ChoixDesLignes['avant']> {
  const depots = version > 1 ? await lireDepots(tx, guichetId, id, [version - 1, version]) : undefined
  return depots && { version: version - 1, contenu: lireContenu(depots[0].reponses) }
}

/** The lines of the tables that want something, or that changed, alone, by the address: the rest of it (the list that the dossier was opened from) stays. */
function choixDesLignes(c: Ctx<'id'>, avant: ChoixDesLignes['avant']): ChoixDesLignes {
  const { pathname, searchParams } = new URL(c.req.url)
  return {
    avant,
    vue: searchParams.get('lignes') ?? undefined,
    href: vue => {
      const suite = new URLSearchParams(searchParams)
      if (vue === 'toutes') suite.delete('lignes')
      else suite.set('lignes', vue)
      return `${pathname}${suite.size > 0 ? `?${suite}` : ''}`
    },
  }
}
