import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { paths } from '../../../paths.ts'
import type { Appel } from '../../cahier/index.ts'
import { lecteurDe } from '../../perimetre/index.ts'
import { adresse, decrireListe, ecrireFiltre, lireFiltre, PAR_PAGE, TAILLES } from './filtres.ts'
import { vueDe } from './liste.mots.ts'
import { voisinsDe } from './liste.queries.ts'
import { lireRepere } from './tris.ts'

type Voisin = { id: string; porteur: string; libelle: string; href: string }
/** Where a dossier stands in the list that its reader walks through. `position`: nothing once the filter leaves it out. */
export type Position = {
  liste: { libelle: string; href: string; decrite: string }
  position: number | undefined
  /** Nothing when the list is too long for its places to matter. */
  nombre: number | undefined
  precedent: Voisin | undefined
  suivant: Voisin | undefined
}

type Filtre = ReturnType<typeof lireFiltre>
/** Which page of a list is shown: its size, and the row after or before which it stands. */
export type Place = { par?: string; apres?: string; avant?: string }
/** What cannot be read is the first page, of the usual size. */
export function lirePlace(f: Filtre, query: URLSearchParams): Place {
  const lu = (nom: string) => query.get(nom) ?? undefined
  const par = TAILLES.find(n => n !== PAR_PAGE && String(n) === lu('par'))
  const taille = par ? { par: String(par) } : {}
  if (lireRepere(f, lu('avant'))) return { ...taille, avant: lu('avant')! }
  return lireRepere(f, lu('apres')) ? { ...taille, apres: lu('apres')! } : taille
}

/** The list as an address carries it, its page with it; nothing for the whole list in its usual order. */
export function ecrireListe(f: Filtre, place: Place = {}) {
  const query = ecrireFiltre(f)
  for (const [cle, valeur] of Object.entries(place)) query.set(cle, valeur)
  return query.toString() || undefined
}
/** An address that carries a list, read and written again: what it may not say is left out. */
export function relireListe(dite: string | undefined) {
  const query = new URLSearchParams(dite)
  const filtre = lireFiltre(query)
  const place = lirePlace(filtre, query)
  return { filtre, place, ecrite: ecrireListe(filtre, place) }
}
/** Where the row of a dossier stands on the page of a list. */
export const ancreDe = (id: string) => `d-${id}`

/** The place of a dossier in the list of the request (`ctx.liste`), and its neighbours there. */
export async function positionDans(tx: Tx, ctx: ContexteActeur, id: string, appel: Appel): Promise<Position> {
  const { filtre, place: page, ecrite: liste } = relireListe(ctx.liste)
  const { precedent, suivant, ...place } = await voisinsDe(tx, await lecteurDe(tx, ctx), filtre, ctx.instant, id)
  const partie = place.nombre !== undefined && place.position === undefined && suivant
  const lien = (v: { id: string; numero: string; porteur: string } | undefined) =>
    v && {
      id: v.id,
      porteur: v.porteur,
      libelle: `${v.numero} ${v.porteur}`,
      href: paths.instruction.avecListe(paths.instruction.dossier(v.id), liste),
    }
  return {
    liste: {
      libelle: vueDe(filtre)?.libelle ?? 'Liste choisie',
      // it left the list: the next row takes its place there
      href: `${adresse(filtre, page)}#${ancreDe(partie ? partie.id : id)}`,
      decrite: decrireListe({ ...filtre, suite: [] }, { appels: [appel], personnes: [] }),
    },
    ...place,
    precedent: lien(precedent),
    suivant: lien(suivant),
  }
}

/** The dossier that comes after this one in the list of the request: nothing when it is the last. Asked before an act moves it. */
export async function suivantDans(tx: Tx, ctx: ContexteActeur, id: string): Promise<{ id: string; liste: string | undefined } | undefined> {
  const filtre = lireFiltre(new URLSearchParams(ctx.liste))
  const { suivant } = await voisinsDe(tx, await lecteurDe(tx, ctx), filtre, ctx.instant, id)
  return suivant && { id: suivant.id, liste: ecrireListe(filtre) }
}
