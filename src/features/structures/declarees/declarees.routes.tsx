import { type Ctx, cleFait, ctxActeur, param, router } from '../../../http.ts'
import { formatInstant } from '../../../lib/dates.ts'
import { type FieldErrors, parseForm, texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { CHAMPS, type ChampCompare, type Choix } from './comparer.rules.ts'
import { motifForm } from './declaration.form.ts'
import { DeclareesPage, type DeclareesProps, FAITS_DECLAREES } from './declarees.view.tsx'
import { appelsLus, lireDeclarees } from './lire-declaree.ts'
import { type RefusReunir, reunirStructures } from './reunir.ts'
import { separerStructures } from './separer.ts'
import { confirmerStructure, refuserStructure } from './trancher.ts'

/** The service's page of structures declared by hand. Its guard is that of the memberships, under whose address it stands. */
export const declareesRoutes = () =>
  router()
    .get(paths.instruction.structures, async c => (await page(c, {})) ?? c.notFound())
    .get(paths.instruction.structure, async c => (await page(c, { id: param(c, 'id') })) ?? c.notFound())
    .post(paths.instruction.structure, trancher)
    .post(paths.instruction.separation, async c => {
      const id = param(c, 'id')
      const r = await separerStructures(ctxActeur(c), { structureId: id })
      if (r.ok) return c.redirect(`${paths.instruction.structure(id)}?fait=separee`, 303)
      return r.error.kind === 'introuvable' ? c.notFound() : refuser(c, id, r.error, {})
    })

async function trancher(c: Ctx<'id'>) {
  const id = param(c, 'id')
  const b = await c.req.parseBody()
  const ctx = ctxActeur(c)
  const choix = Object.fromEntries(
    CHAMPS.flatMap(ch => (b[`choix-${ch}`] === 'declare' || b[`choix-${ch}`] === 'connu' ? [[ch, b[`choix-${ch}`]]] : [])),
  ) as Partial<Record<ChampCompare, Choix>>
  const saisie = { raison: texteSaisi(b.raison), choix }
  const avec = texteSaisi(b.avec)
  switch (b.acte) {
    case 'confirmer': {
      const r = await confirmerStructure(ctx, { structureId: id })
      return r.ok ? c.redirect(`${paths.instruction.structures}?fait=confirmee`, 303) : refuser(c, id, r.error, { values: saisie, avec })
    }
    case 'refuser': {
      const lu = parseForm(motifForm, saisie)
      if (!lu.ok) return (await page(c, { id, avec, values: saisie, errors: lu.errors, statut: 422 })) ?? c.notFound()
      const r = await refuserStructure(ctx, { structureId: id, motif: lu.value.raison })
      return r.ok ? c.redirect(`${paths.instruction.structures}?fait=refusee`, 303) : refuser(c, id, r.error, { values: saisie, avec })
    }
    case 'reunir': {
      const r = await reunirStructures(ctx, { structureId: id, avec, choix, vu: texteSaisi(b.vu), appels: appelsLus(ctx) })
      return r.ok ? c.redirect(`${paths.instruction.structure(id)}?fait=reunie`, 303) : refuser(c, id, r.error, { values: saisie, avec })
    }
    default:
      return c.notFound()
  }
}

type Demande = Partial<Pick<DeclareesProps, 'refus' | 'values' | 'errors'>> & { id?: string; avec?: string; statut?: 422 | 409 }

/** Nothing was written: the page says why, and keeps what was chosen and typed. */
async function refuser(c: Ctx<'id'>, id: string, r: RefusReunir, d: Omit<Demande, 'id'>) {
  switch (r.kind) {
    case 'introuvable':
      return c.notFound()
    case 'a_choisir':
      return (await page(c, { id, ...d, errors: aChoisir(r.champs), statut: 422 })) ?? c.notFound()
    default:
      return (
        (await page(c, { id, ...d, refus: phraseDe(r), statut: r.kind === 'candidat' || r.kind === 'ailleurs' ? 422 : 409 })) ??
        c.notFound()
      )
  }
}
const aChoisir = (champs: readonly ChampCompare[]): FieldErrors =>
  Object.fromEntries(champs.map(ch => [`choix-${ch}`, 'Choisissez\u00a0: ce qui est déclaré, ou ce que dit le répertoire']))
function phraseDe(r: Exclude<RefusReunir, { kind: 'introuvable' | 'a_choisir' }>): string {
  switch (r.kind) {
    case 'tranchee': {
      const { etat, trancheeLe, trancheePar } = r.declaree
      const fait = { confirmee: 'a confirmé', refusee: 'a refusé', reunie: 'a réuni', a_confirmer: 'a séparé' }[etat]
      const quand = trancheeLe ? ` le ${formatInstant(trancheeLe)}` : ''
      return `${trancheePar || 'Un collègue'} ${fait} cette structure${quand}. Votre choix n’est pas enregistré.`
    }
    case 'candidat':
      return 'Choisissez d’abord la structure connue.'
    case 'ailleurs':
      return `${r.nom} n’est pas de vos départements\u00a0: un référent régional ou l’administration les réunit.`
    case 'fermee':
      return 'Cette structure est fermée\u00a0: elle ne peut plus porter de dossier.'
    case 'a_relire':
      return 'L’effet sur les règles a changé depuis que vous l’avez lu. Relisez, puis réunissez.'
    case 'decide':
      return `Une décision est prise sur le dossier ${r.numero}\u00a0: les structures ne changent plus.`
  }
}

async function page(c: Ctx, { id, avec, statut, ...p }: Demande) {
  const { region, departements } = c.var.deps.config.guichet.territoire
  const q = (c.req.query('q') ?? '').trim().slice(0, 120)
  const lue = await lireDeclarees(ctxActeur(c), {
    id,
    avec: avec || (c.req.query('avec') ?? '').slice(0, 40) || undefined,
    q: q || undefined,
    territoire: { region, departements },
  })
  if (!lue) return undefined
  return c.html(
    <DeclareesPage
      site={c.var.site}
      instant={c.var.ctx.instant}
      fait={cleFait(c, FAITS_DECLAREES)}
      {...lue}
      {...p}
      values={{ ...p.values, q }}
    />,
    statut ?? 200,
  )
}
