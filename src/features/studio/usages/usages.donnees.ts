import { confier } from '../../../atelier/index.ts'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import type { Chemin } from '../../formes/index.ts'
import { type BrouillonEntier, brouillonDe, histoireDe, retraitsDe } from '../brouillons.queries.ts'
import type { GesteEcrit } from '../document/gestes.ts'
import { texteA } from '../document/histoire.rules.ts'
import { ecrireLieu, lireLieu } from '../document/lieux.ts'
import { nomDuLieu } from '../lieu.donnees.ts'
import { lire } from '../lire-brouillon.ts'
import { adresseDe } from '../place.ts'
import { SECTIONS, type Section, sectionDe } from '../sections.table.ts'
import { nommeA, type Sorte } from './codes.ts'
import { disparuesDe, remise } from './disparues.ts'
import type { Citee } from './disparues.view.tsx'
import { sansSesReponses } from './sans-ses-reponses.ts'
import type { Usage } from './usages.view.tsx'

/** What names something of a draft, with their pages; nothing for what has no code of its own. */
export async function usagesAu(
  c: Ctx,
  brouillon: BrouillonEntier,
  brut: unknown,
  ou: Chemin,
): Promise<{ sorte: Sorte; usages: Usage[] } | undefined> {
  const n = nommeA(ou)
  if (!n) return undefined
  const travail = await confier('chercherUsages', { source: brouillon.source, chemin: ou }, { pour: ctxActeur(c).acteur.compteId })
  if (!travail.ok) return undefined
  return { sorte: n.sorte, usages: travail.value.map(chemin => usageA(brouillon.id, brut, chemin)) }
}
function usageA(id: string, brut: unknown, chemin: Chemin): Usage {
  const section = sectionDe(chemin)
  return {
    nom: nomDuLieu(brut, chemin),
    section: section ? SECTIONS[section].titre : '',
    href: adresseDe(id, { section, chemin }),
  }
}

/** Questions that were removed and that this section still names, with where. */
export async function citeesDans(c: Ctx, brouillon: BrouillonEntier, brut: unknown, section: Section): Promise<Citee[]> {
  const { ctx } = c.var
  const retraits = await enTransaction(ctx, tx => retraitsDe(tx, ctx.guichetId, brouillon.id))
  const parties = disparuesDe(retraits, brut)
  if (parties.length === 0) return []
  const ids = parties.map(d => d.id)
  const travail = await confier('chercherCitations', { source: brouillon.source, ids }, { pour: ctxActeur(c).acteur.compteId })
  if (!travail.ok) return []
  return parties.flatMap(({ id, nom }, i) => {
    const usages = travail.value[i]!.filter(chemin => sectionDe(chemin) === section).map(chemin => ({
      ...usageA(brouillon.id, brut, chemin),
      lieu: ecrireLieu(chemin),
    }))
    return usages.length > 0 ? [{ id, nom, usages }] : []
  })
}

/** What puts a removed question back; nothing when the history no longer knows it. */
export async function remiseDe(c: Ctx<'brouillon'>, id: string): Promise<{ brouillon: BrouillonEntier; geste: GesteEcrit } | undefined> {
  const { ctx } = c.var
  const lu = await enTransaction(ctx, async tx => {
    const brouillon = await brouillonDe(tx, ctx.guichetId, param(c, 'brouillon'))
    if (!brouillon) return undefined
    const [histoire, retraits] = [await histoireDe(tx, ctx.guichetId, brouillon.id), await retraitsDe(tx, ctx.guichetId, brouillon.id)]
    return { brouillon, histoire, retraits }
  })
  if (!lu) return undefined
  const { brouillon, histoire, retraits } = lu
  const { brut } = await lire(c, brouillon.source)
  const disparue = disparuesDe(retraits, brut).find(d => d.id === id)
  const avant = disparue && texteA(brouillon.source, histoire, disparue.revision - 1, brouillon.revision)
  if (avant === undefined) return undefined
  const ancien = await confier('lireBrouillon', { source: avant, places: [] }, { pour: ctxActeur(c).acteur.compteId })
  const geste = ancien.ok ? remise(id, ancien.value.brut, brut) : undefined
  return geste && { brouillon, geste }
}

/** What takes the answers to a question out of the test dossiers, as the draft is now. */
export async function reponsesAu(c: Ctx<'brouillon'>, lieu: string): Promise<GesteEcrit[]> {
  const { ctx } = c.var
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  const brut = brouillon && (await lire(c, brouillon.source)).brut
  return brut === undefined ? [] : sansSesReponses(brut, lireLieu(lieu, brut))
}

/** The place of a thing that others name, if they do. */
export async function citeAilleurs(c: Ctx<'brouillon'>, lieu: string): Promise<Chemin | undefined> {
  const { ctx } = c.var
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  if (!brouillon) return undefined
  const { brut } = await lire(c, brouillon.source)
  const chemin = lireLieu(lieu, brut)
  return ((await usagesAu(c, brouillon, brut, chemin))?.usages.length ?? 0) > 0 ? chemin : undefined
}
