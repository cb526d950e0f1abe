import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { type Appel, voletDe } from '../../cahier/index.ts'
import { champsPossibles, listesDe, type StructureDuProjet, saisieDe } from '../../champs/index.ts'
import { CONTENU_VIDE, type Contenu, lignesMax } from '../../contenu/index.ts'
import { formulaireDe } from '../../examen/index.ts'
import { fusionner } from '../../saisie/index.ts'

/** Signs of an address that a proxy lets through, and what they may unfold to. */
const SIGNES_MAX = 6_000
const OCTETS_MAX = 200_000

/** What was typed, field by field as a form sends it, the rows of its lists, and the test dossier whose answers one began with. */
const formeEcrite = z.strictObject({
  e: z.string().max(60),
  l: z.record(z.string().max(60), z.array(z.string().regex(/^[a-z0-9]{8}$/)).max(500)),
  v: z.record(z.string().max(200), z.array(z.string().max(20_000)).max(300)),
})

type Ici = { appel: Appel; essai: string; structures: readonly StructureDuProjet[] }
const etapesDe = (appel: Appel, contenu: Contenu) => formulaireDe(appel, contenu).etapes

/**
 * Answers typed in the form of a draft, for the addresses of its preview: they are in no table, and go with the page. Nothing when they are too long for an address. Pure.
 */
export function ecrireReponses(contenu: Contenu, { appel, essai, structures }: Ici): string | undefined {
  const champs = etapesDe(appel, contenu).flatMap(e => champsPossibles(appel, e, contenu, { structures }))
  const v = Object.fromEntries(
    champs.filter(ch => ch.nom in contenu.valeurs || ch.nom in contenu.illisibles).map(ch => [ch.nom, saisieDe(ch, contenu)]),
  )
  const texte = JSON.stringify({ e: essai, l: contenu.lignes, v })
  const ecrit = deflateRawSync(texte).toString('base64url')
  return ecrit.length <= SIGNES_MAX && texte.length <= OCTETS_MAX ? ecrit : undefined
}

/** The same, read as a form would be, without trusting who wrote them: nothing when they say nothing that can be read, or began with other answers. Pure. */
export function lireReponses(ecrit: string | undefined, { appel, essai, structures }: Ici): Contenu | undefined {
  const lu = ecrit === undefined ? undefined : deplier(ecrit)
  if (!lu || lu.e !== essai) return undefined
  const champs = Object.assign(Object.create(null), lu.v) as Record<string, string[]>
  const volet = champs.volet?.[0] ?? ''
  const connu = voletDe(appel, volet) ? { volet } : {}
  const depart: Contenu = { ...CONTENU_VIDE, valeurs: connu }
  const listes = new Set(etapesDe(appel, depart).flatMap(e => listesDe(appel, e)))
  const lignes = Object.entries(lu.l).flatMap(([liste, rangs]) =>
    listes.has(liste) ? [[liste, [...new Set(rangs)].slice(0, lignesMax(liste, appel))] as const] : [],
  )
  return etapesDe(appel, depart).reduce(
    (contenu: Contenu, e) =>
      fusionner(contenu, champsPossibles(appel, e, contenu, { volet: connu.volet, structures }), { champs, choix: {} }).contenu,
    { ...depart, lignes: Object.fromEntries(lignes) },
  )
}

function deplier(ecrit: string) {
  if (ecrit.length > SIGNES_MAX) return undefined
  try {
    return formeEcrite.safeParse(JSON.parse(inflateRawSync(Buffer.from(ecrit, 'base64url'), { maxOutputLength: OCTETS_MAX }).toString()))
      .data
  } catch {
    return undefined
  }
}
