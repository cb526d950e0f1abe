import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, retourSur, router } from '../../../http.ts'
import { type FieldErrors, parseForm, texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { MOTS_TROP_DE_COURRIELS } from '../../courriels/index.ts'
import { peut } from '../../decret/index.ts'
import { lienDe } from '../appartenances.queries.ts'
import { departements, trouverStructure } from '../structures.queries.ts'
import { quiEst } from '../structures.rules.ts'
import { declarationForm } from './declaration.form.ts'
import { declarationDe } from './declarees.queries.ts'
import { corrigerDeclaration, corrigible, declarerStructure, type RefusDeclaration } from './declarer.ts'
import { connueDeFiche, connueDeStructure, DeclarerPage, type DejaConnue, type SaisieDeclaration } from './declarer.view.tsx'

/** Whoever was not found declares their structure, and puts right what they declared. */
export const declarerRoutes = () =>
  router()
    .use(`${paths.structures.rejoindre}/*`, exigeCompte)
    .get(paths.structures.declarer, async c => {
      const q = (c.req.query('q') ?? '').trim().slice(0, 120)
      return c.html(await page(c, { ...devinee(q), fonction: c.req.query('fonction') ?? '', retour: retourSur(c.req.query('retour'), '') }))
    })
    .post(paths.structures.declarer, async c => {
      const values = lireSaisie(await c.req.parseBody())
      const lu = parseForm(declarationForm, values)
      if (!lu.ok) return c.html(await page(c, values, lu.errors), 422)
      const { numero: _, ...d } = lu.value
      const r = await declarerStructure(ctxActeur(c), d)
      if (!r.ok) return c.html(await page(c, values, erreursDe(r.error), await connueDe(c, r.error)), 422)
      if (r.value.etat === 'demandee') return c.redirect(`${paths.structures.rejoindre}?fait=au_service`, 303)
      return c.redirect(values.retour || `${paths.structures.voir(r.value.structureId)}?fait=declaree`, 303)
    })
    .get(paths.structures.corriger, async c => {
      const lue = await aCorriger(c)
      if (!lue) return c.notFound()
      const { dit } = lue.declaree
      const numero = dit.siren ? 'siren' : dit.rna ? 'rna' : 'aucun'
      const values = { ...dit, numero, siren: dit.siren ?? '', rna: dit.rna ?? '', demande: dit.demande ?? '' }
      return c.html(await page(c, values, {}, undefined, { id: lue.id, nom: lue.nom, motif: lue.declaree.motif }))
    })
    .post(paths.structures.corriger, async c => {
      const lue = await aCorriger(c)
      if (!lue) return c.notFound()
      const corrige = { id: lue.id, nom: lue.nom, motif: lue.declaree.motif }
      const values = lireSaisie(await c.req.parseBody())
      const lu = parseForm(declarationForm, { ...values, fonction: 'membre' })
      if (!lu.ok) return c.html(await page(c, values, lu.errors, undefined, corrige), 422)
      const { numero: _, fonction: __, ...d } = lu.value
      const r = await corrigerDeclaration(ctxActeur(c), { structureId: lue.id, ...d })
      if (r.ok) return c.redirect(`${paths.structures.voir(lue.id)}?fait=corrigee`, 303)
      if (r.error.kind === 'introuvable' || r.error.kind === 'tranchee') return c.redirect(paths.structures.voir(lue.id), 303)
      return c.html(await page(c, values, erreursDe(r.error), await connueDe(c, r.error), corrige), 422)
    })

/** The structure whose declaration this member may put right now. */
async function aCorriger(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  return enTransaction(ctx, async tx => {
    const s = await trouverStructure(tx, ctx.guichetId, param(c, 'id'))
    const lien = s && (await lienDe(tx, ctx.guichetId, s.id, ctx.acteur.compteId))
    if (!s || !peut(quiEst(ctx.acteur, lien?.etat, s.departement), 'corriger', { structure: 'connue' })) return undefined
    const declaree = await declarationDe(tx, ctx.guichetId, s.id)
    return declaree && corrigible(declaree, s) ? { id: s.id, nom: s.nom, declaree } : undefined
  })
}

const CHAMPS = ['numero', 'siren', 'rna', 'demande', 'nom', 'type', 'commune', 'departement', 'adresse', 'fonction'] as const
const lireSaisie = (b: Record<string, unknown>): SaisieDeclaration & { retour: string } => ({
  ...Object.fromEntries(CHAMPS.map(n => [n, texteSaisi(b[n])])),
  retour: retourSur(b.retour, ''),
})
/** What was looked for is not typed again: a number where it goes, or the name. */
function devinee(q: string): SaisieDeclaration {
  const serre = q.replace(/[\s\u00a0\u202f.]/g, '').toUpperCase()
  if (/^\d{9}$/.test(serre)) return { numero: 'siren', siren: q }
  return /^W\d/.test(serre) ? { numero: 'rna', rna: q } : { nom: q }
}

function erreursDe(r: RefusDeclaration): FieldErrors {
  switch (r.kind) {
    case 'departement':
      return { departement: 'Choisissez le département du siège' }
    case 'trop_de_courriels':
      return { _: MOTS_TROP_DE_COURRIELS[r.limite] }
    case 'trop_de_declarations':
      return { _: `Vous avez déclaré ${r.max}\u00a0structures en un mois. Écrivez au service avant d’en déclarer une autre` }
    case 'agent':
      return { _: 'Votre compte instruit les dossiers\u00a0: il ne peut pas en déposer. Utilisez une autre adresse' }
    case 'fermee':
      return { _: `${r.nom} est fermée\u00a0: une structure fermée ne dépose pas` }
    default:
      return {}
  }
}

async function connueDe(c: Ctx, r: RefusDeclaration): Promise<DejaConnue | undefined> {
  if (r.kind === 'au_repertoire') return connueDeFiche(r.fiche)
  if (r.kind !== 'connue') return undefined
  const { ctx } = c.var
  const d = r.structure.declaree ? await enTransaction(ctx, tx => declarationDe(tx, ctx.guichetId, r.structure.id)) : undefined
  return connueDeStructure(r.structure, d?.declareeLe)
}

async function page(
  c: Ctx,
  values: SaisieDeclaration,
  errors: FieldErrors = {},
  connue?: DejaConnue,
  corrige?: { id: string; nom: string; motif: string | null },
) {
  const { territoire } = c.var.deps.config.guichet
  const tous = await enTransaction(c.var.ctx, tx => departements(tx))
  // those of the guichet first
  const ici = tous.filter(d => territoire.departements.includes(d.code))
  const ordonnes = [...ici, ...tous.filter(d => !ici.includes(d))]
  return <DeclarerPage site={c.var.site} departements={ordonnes} {...{ values, errors, connue, corrige }} />
}
