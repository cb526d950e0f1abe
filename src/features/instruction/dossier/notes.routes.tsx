import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { exigeInstructeur } from '../../service/index.ts'
import { lireCadre } from '../lire-cadre.ts'
import { direRefus, pageDeLActe, repondreRefus, versDossier } from '../reponses.tsx'
import { annoter, NOTE_MAX, type RefusTexte } from './annoter.ts'
import { pageDossier } from './dossier.page.tsx'
import { noteDe } from './notes.queries.ts'
import { ModifierNotePage } from './notes.view.tsx'
import { marqueDe, modifierNote, type RefusNote, retirerNote } from './reprendre-note.ts'

/** Private notes of the service. */
export const notesRoutes = () =>
  router()
    .post(paths.instruction.annotations, exigeInstructeur, ajouter)
    .get(paths.instruction.annotation, exigeInstructeur, pageNote)
    .post(paths.instruction.annotation, exigeInstructeur, modifier)
    .post(paths.instruction.retraitAnnotation, exigeInstructeur, async c => {
      const r = await retirerNote(ctxActeur(c), cible(c))
      return r.ok ? versDossier(c, 'note_retiree', '#p-notes') : refus(c, r.error)
    })

const cible = (c: Ctx<'id' | 'annotation'>) => ({ dossierId: param(c, 'id'), note: param(c, 'annotation') })
const messageTexte = (r: RefusTexte) =>
  r.motif === 'vide' ? 'Écrivez la note' : `La note a ${r.longueur}\u00a0caractères. Raccourcissez-la à ${NOTE_MAX}`

async function lireTexte(c: Ctx) {
  const corps = await c.req.parseBody()
  const texte = (cle: string) => texteSaisi(corps[cle])
  return { note: texte('note'), ancre: texte('ancre'), vu: texte('vu') }
}

async function ajouter(c: Ctx<'id'>) {
  const { note, ancre } = await lireTexte(c)
  const r = await annoter(ctxActeur(c), { dossierId: param(c, 'id'), texte: note, ancre: /^[a-z0-9_]{1,80}$/.test(ancre) ? ancre : null })
  if (r.ok) return versDossier(c, 'note', '#p-notes')
  if (r.error.motif === 'vide' || r.error.motif === 'trop_long')
    return pageDossier(c, { note: { saisie: { texte: note, ancre }, erreur: messageTexte(r.error) }, statut: 422 })
  return repondreRefus(c, r.error)
}

type Retour = { saisie: string; change?: boolean; message?: string }
const pageNote = (c: Ctx<'id' | 'annotation'>, retour?: Retour) =>
  pageDeLActe(
    c,
    'annoter',
    async (tx, lu) => {
      const note = await noteDe(tx, c.var.ctx.guichetId, lu.ligne.dossier_id, param(c, 'annotation'))
      if (note?.auteurId !== ctxActeur(c).acteur.compteId) return undefined
      return (
        <ModifierNotePage
          site={c.var.site}
          cadre={await lireCadre(tx, ctxActeur(c), lu)}
          note={{ ...note, marque: marqueDe(note) }}
          saisie={retour?.saisie}
          change={retour?.change}
          errors={retour?.message ? { note: retour.message } : {}}
        />
      )
    },
    retour?.change ? 409 : retour ? 422 : 200,
  )

async function modifier(c: Ctx<'id' | 'annotation'>) {
  const { note, vu } = await lireTexte(c)
  const r = await modifierNote(ctxActeur(c), { ...cible(c), texte: note, vu })
  if (r.ok) return versDossier(c, 'note', '#p-notes')
  if (r.error.motif === 'change') return pageNote(c, { saisie: note, change: true })
  if (r.error.motif === 'vide' || r.error.motif === 'trop_long') return pageNote(c, { saisie: note, message: messageTexte(r.error) })
  return refus(c, r.error)
}

function refus(c: Ctx<'id'>, r: Exclude<RefusNote, { motif: 'change' }> | { motif: 'change' }) {
  if (r.motif === 'note_inconnue' || r.motif === 'change') return c.notFound()
  return r.motif === 'pas_la_sienne'
    ? direRefus(c, `Cette note est de ${r.auteur}. Seule cette personne peut la changer.`, 403)
    : repondreRefus(c, r)
}
