import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { type EnveloppeLue, enveloppesDe } from '../../enveloppes/index.ts'
import type { CadreSeance } from '../cadre.view.tsx'
import { devantLeComite, peutAuComite, quorumDe } from '../comite.rules.ts'
import { trouverSeance } from '../seance.queries.ts'
import { aDeclarer, estDeporte, examines, type Membre, placesSeance, type Seance } from '../seance.ts'
import { type Pointage, PRESENCES } from './pointer.ts'
import { MOTS_PRESENCE } from './presences.view.tsx'
import { SeancePage, type SeanceVue } from './seance.view.tsx'
import { siegesDe } from './sieges.ts'

const FAITS: Record<string, string> = {
  creee: 'La séance est créée. Chaque membre reçoit un courriel.',
  preparee: 'La séance est enregistrée.',
  ouverte: 'La séance est ouverte. Notez les présences.',
  presences: 'Les présences sont enregistrées.',
  close: 'La séance est close.',
}
const faitDe = (cle: string | undefined) => (cle !== undefined && Object.hasOwn(FAITS, cle) ? FAITS[cle] : undefined)

type Retour = { pointage?: Pointage; errors?: FieldErrors; obstacles?: readonly string[]; statut: 409 | 422 }

/** The page of a séance, fresh or with what a refused act says. */
export async function pageSeance(c: Ctx, retour?: Retour): Promise<Response> {
  const ctx = ctxActeur(c)
  const lue = await enTransaction(ctx, async tx => {
    const s = await trouverSeance(tx, ctx, param(c, 'id'))
    return s && { s, enveloppes: await enveloppesDe(tx, ctx.guichetId, s.appelId) }
  })
  if (!lue) return c.notFound()
  const page = (
    <SeancePage
      site={c.var.site}
      seance={vueDe(lue.s, lue.enveloppes, retour?.pointage)}
      fait={retour ? undefined : faitDe(c.req.query('fait'))}
      errors={retour?.errors ?? {}}
      obstacles={retour?.obstacles ?? []}
    />
  )
  return c.html(page, retour?.statut ?? 200)
}

export const cadreDe = (s: Seance): CadreSeance => ({ id: s.id, appel: s.appel.titre, tenueLe: s.tenueLe, lieu: s.lieu, etat: s.etat })

function vueDe(s: Seance, enveloppes: readonly EnveloppeLue[], pointage?: Pointage): SeanceVue {
  const places = placesSeance(s)
  const peut = (acte: Parameters<typeof peutAuComite>[0]) => peutAuComite(acte, s.etat, places)
  const sieges = siegesDe(s.appel.comite)
  const siegeDe = (m: Membre) => sieges[m.siege]?.libelle ?? ''
  const somme = (cle: 'montant' | 'reste') => enveloppes.reduce((t, e) => t + e[cle], 0)
  return {
    cadre: cadreDe(s),
    quorum: quorumDe(s.membres, new Set(), s.quorum),
    membres: s.membres.map(m => ({
      nom: m.nom,
      siege: siegeDe(m),
      preside: m.id === s.presidentId,
      presence: m.presence ? MOTS_PRESENCE[m.presence] : 'Non notée',
      interets: interetsDe(s, m),
    })),
    vacants: sieges.filter(x => !s.membres.some(m => m.siege === x.rang)).map(x => x.libelle),
    agenda: s.agenda.map(d => ({
      id: d.id,
      rang: d.rang,
      numero: d.numero,
      titre: d.titre,
      porteur: d.porteur,
      remarque: devantLeComite(d.etat) ? undefined : 'N’est plus devant le comité',
    })),
    montants: peut('lire')
      ? { demande: examines(s).reduce((t, d) => t + (d.aide ?? 0), 0), enveloppe: somme('montant'), reste: somme('reste') }
      : undefined,
    actes: { preparer: peut('preparer'), ouvrir: peut('ouvrir'), clore: peut('clore') },
    presences: peut('pointer')
      ? {
          id: s.id,
          membres: s.membres.map(m => ({
            id: m.id,
            nom: m.nom,
            siege: siegeDe(m),
            presence: pointage ? (pointage.presences[m.id] ?? null) : (PRESENCES.find(p => p === m.presence) ?? null),
            interets: interetsDe(s, m),
          })),
          president: pointage ? pointage.president : s.presidentId,
        }
      : undefined,
  }
}

/** Where a member is with their declarations, in words. */
function interetsDe(s: Seance, m: Membre): string {
  const reste = aDeclarer(s, m).length
  if (reste > 0) return `${reste}\u00a0dossier${reste > 1 ? 's' : ''} à déclarer`
  const n = examines(s).filter(d => estDeporte(s, m, d.id)).length
  return n === 0 ? 'Aucun conflit' : `${n}\u00a0conflit${n > 1 ? 's' : ''}`
}
