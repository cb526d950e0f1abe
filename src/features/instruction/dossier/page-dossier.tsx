import { type Ctx, ctxActeur } from '../../../http.ts'
import { irrecevabiliteDe } from '../../dossiers/index.ts'
import type { Instruit } from '../dossier.queries.ts'
import { peutInstruire } from '../instruction.rules.ts'
import { aTrancher, constatComplet, constatRecevable, type RegleInstruite } from './constats.ts'
import { dansLePerimetre } from './dans-le-perimetre.ts'
import { DossierPage } from './dossier.view.tsx'
import { evenementsDe } from './historique.queries.ts'
import { lireCadre } from './lire-cadre.ts'
import { type DossierLu, lireDossierInstruit } from './lire-dossier.ts'
import { notesDe } from './notes.queries.ts'
import { PAGES_DES_ACTES, type PanneauVue } from './panneau.view.tsx'
import { reglesInstruites } from './recevabilite.queries.ts'
import type { Jugement } from './recevabilite.view.tsx'

/** What comes back with a refused form of the page. */
export type Retour = {
  jugement?: Jugement
  note?: { saisie: { texte: string; ancre: string }; erreur: string }
  statut: 409 | 422
}

const FAITS: Record<string, string> = {
  pris: 'Le dossier vous est affecté.',
  affecte: 'L’affectation est enregistrée.',
  etiquettes: 'Les étiquettes sont enregistrées.',
  juge: 'Votre verdict est enregistré.',
  ouvert: 'Le dossier est ouvert à cette personne.',
  ouverture_retiree: 'Cette personne ne lit plus le dossier.',
  comite: 'Le dossier est au comité.',
  renvoye: 'Le dossier est de nouveau en instruction.',
  irrecevable: 'Le dossier est irrecevable. Chaque membre de la structure reçoit un courriel.',
  irrecevabilite_annulee: 'Le dossier est de nouveau en instruction. Chaque membre de la structure reçoit un courriel.',
  note: 'Votre note est enregistrée.',
  note_retiree: 'La note est retirée.',
}

/** The page of a filed dossier, fresh or with what a refused form holds. */
export async function pageDossier(c: Ctx, retour?: Retour): Promise<Response> {
  const ctx = ctxActeur(c)
  const page = await dansLePerimetre(c, async (tx, lu) => {
    const cadre = await lireCadre(tx, ctx, lu)
    const dossier = await lireDossierInstruit(tx, ctx.guichetId, lu.ligne.dossier_id)
    const regles = await reglesInstruites(tx, ctx.guichetId, lu.ligne)
    const notes = await notesDe(tx, ctx.guichetId, lu.ligne.dossier_id)
    const commun = { lecteur: ctx.acteur.compteId, id: cadre.id }
    const peut = (acte: Parameters<typeof peutInstruire>[0]) => peutInstruire(acte, lu.ligne.etat, lu.place)
    const panneau: PanneauVue = {
      recevabilite: {
        ...commun,
        slug: cadre.appel.slug,
        regles,
        constat: constatRecevable(regles, cadre.recevabilite),
        juge: peut('juger'),
        jugement: retour?.jugement ?? jugementDemande(c, regles, peut('juger')),
      },
      completude: completudeDe(lu, dossier),
      regime: cadre.appel.regime,
      notes: {
        ...commun,
        notes,
        annote: peut('annoter'),
        etapes: dossier.lecture.formulaire.etapes.filter(e => !e.blocs.includes('depot')),
        saisie: retour?.note?.saisie,
        erreur: retour?.note?.erreur,
      },
      derniers: (await evenementsDe(tx, ctx.guichetId, { dossierId: cadre.id, lecteur: commun.lecteur, limite: 5 })).evenements,
      actes: PAGES_DES_ACTES.filter(a => peut(a.acte)).map(a => ({ libelle: a.libelle, href: a.href(cadre.id) })),
    }
    const errors = { ...retour?.jugement?.errors, ...(retour?.note ? { note: retour.note.erreur } : {}) }
    const fait = FAITS[c.req.query('fait') ?? '']
    return (
      <DossierPage
        site={c.var.site}
        cadre={cadre}
        dossier={dossier.vue}
        panneau={panneau}
        irrecevabilite={await irrecevabiliteDe(tx, ctx.guichetId, cadre.id)}
        fait={retour ? undefined : fait}
        errors={errors}
        erreur={!!retour}
      />
    )
  })
  return page ? c.html(page, retour?.statut ?? 200) : c.notFound()
}

/** `?juger=<règle>` opens its form; `suivante`, the first that waits for a verdict. */
function jugementDemande(c: Ctx, regles: readonly RegleInstruite[], juge: boolean): Jugement | undefined {
  const demandee = c.req.query('juger')
  if (!demandee || !juge) return undefined
  const regle = demandee === 'suivante' ? aTrancher(regles)[0] : regles.find(r => r.regle === demandee)
  return regle && { regle: regle.regle }
}

function completudeDe({ ligne }: Instruit, { dossier, lecture }: DossierLu): PanneauVue['completude'] {
  const { appel } = dossier.version
  const redemandees = appel.pieces.filter(p => ligne.pieces_manquantes.includes(p.code))
  return {
    slug: appel.slug,
    pieces: appel.pieces
      .filter(p => lecture.visibilite.pieces.has(p.code))
      .map(p => ({
        code: p.code,
        libelle: p.libelle,
        clauses: p.clauses,
        fichiers: dossier.pieces.filter(f => f.code === p.code).length,
        redemandee: redemandees.includes(p),
      })),
    constat: constatComplet({
      pieces: redemandees.map(p => p.libelle),
      pointsAttendus: ligne.points_attendus,
      pointsRecus: ligne.points_recus,
    }),
  }
}
