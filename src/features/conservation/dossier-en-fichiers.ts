import { Readable } from 'node:stream'
import type { Config } from '../../config.ts'
import { type Contexte, enTransaction } from '../../contexte.ts'
import { rendrePdf } from '../documents/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { donneesDossier, lireAExporter, type PieceArchivee, placesDes } from '../exports/index.ts'
import type { Stockage } from '../fichiers/index.ts'
import type { OutilsSceau } from '../sceaux/index.ts'
import { fichiersDe } from './compte.queries.ts'
import { type Entree, texte } from './zip-en-flux.ts'

export type Emporter = { ctx: Contexte; config: Config } & OutilsSceau

/** The dossier to read, its content word for word, its files: what was filed when something stands filed, else what the draft holds. */
export async function* dossierEnFichiers({ ctx, config, stockage }: Emporter, d: Dossier, dans: string): AsyncGenerator<Entree> {
  const e = await lireAExporter(ctx, d)
  yield texte(`${dans}/dossier.json`, e.json)
  yield octets(`${dans}/dossier.pdf`, await rendrePdf('dossier', donneesDossier(e, config), { norme: 'A-2a' }))
  yield* enFichiers(stockage, e.dossier.pieces, dans)
}

/** Files of a dossier's bilans and messages. */
export async function* annexes({ ctx, stockage }: Emporter, dossierId: string, dans: string): AsyncGenerator<Entree> {
  yield* enFichiers(stockage, await enTransaction(ctx, tx => fichiersDe(tx, ctx.guichetId, dossierId)), dans)
}

function* enFichiers(stockage: Pick<Stockage, 'lire'>, pieces: readonly PieceArchivee[], dans: string): Generator<Entree> {
  for (const { chemin, piece } of placesDes(pieces))
    yield { chemin: `${dans}/${chemin}`, taille: piece.taille, flux: () => stockage.lire(piece.cle) }
}

export const octets = (chemin: string, contenu: Uint8Array): Entree => ({
  chemin,
  taille: contenu.length,
  flux: () => Readable.from([Buffer.from(contenu)]),
})
export const depose = (stockage: Pick<Stockage, 'lire'>, chemin: string, cle: string): Entree => ({
  chemin,
  flux: () => stockage.lire(cle),
})
