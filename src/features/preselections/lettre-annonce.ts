import type { Contexte } from '../../contexte.ts'
import { rendrePdf } from '../documents/index.ts'
import { type OutilsSceau, scelleUneFois } from '../sceaux/index.ts'
import type { AnnonceLue } from './preselections.queries.ts'

/** The letter of an answer that was told, sealed when it is first asked for. */
export const lettreAnnonce = (ctx: Contexte, outils: OutilsSceau, { id, dossierId, lettre, annonceeLe }: AnnonceLue): Promise<Uint8Array> =>
  scelleUneFois(ctx, outils, { nature: 'preselection', objetId: id, dossierId, numero: lettre.numero }, () =>
    rendrePdf('notification', { ...lettre, etabliLe: annonceeLe }, { norme: 'UA-1' }),
  )
