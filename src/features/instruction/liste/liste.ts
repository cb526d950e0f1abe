import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { paths } from '../../../paths.ts'
import type { Appel } from '../../cahier/index.ts'
import { lecteurDe } from '../../perimetre/index.ts'
import { adresse, decrireListe, ecrireFiltre, lireFiltre } from './filtres.ts'
import { vueDe } from './liste.mots.ts'
import { voisinsDe } from './liste.queries.ts'

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

/** The list as an address carries it; nothing for the whole list in its usual order. */
export const ecrireListe = (f: ReturnType<typeof lireFiltre>) => ecrireFiltre(f).toString() || undefined

/** The place of a dossier in the list of the request (`ctx.liste`), and its neighbours there. */
export async function positionDans(tx: Tx, ctx: ContexteActeur, id: string, appel: Appel): Promise<Position> {
  const filtre = lireFiltre(new URLSearchParams(ctx.liste))
  const liste = ecrireListe(filtre)
  const { precedent, suivant, ...place } = await voisinsDe(tx, await lecteurDe(tx, ctx), filtre, ctx.instant, id)
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
      href: adresse(filtre),
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
