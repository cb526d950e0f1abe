import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import QRCode from 'qrcode'
import { compiler } from './compiler.ts'
import type { Theme } from './modeles.ts'
import { chargerPolices } from './polices.ts'
import type { DemandePdf, ReponsePdf } from './pool.ts'
import { toutAffichable } from './texte.ts'

/** Templates stand beside this file, in the sources as in the bundle. */
const MODELES = fileURLToPath(new URL('./modeles', import.meta.url))
/** Typst memoizes for ever unless told otherwise: results unused for this many documents are dropped. */
const AGE_DU_CACHE = 10

const ateliers = new Map<Theme, Promise<{ typst: NodeCompiler; couverts: Set<number> }>>()
function atelier(theme: Theme) {
  const existant = ateliers.get(theme)
  if (existant) return existant
  const nouveau = chargerPolices(theme).then(({ polices, couverts }) => ({
    typst: NodeCompiler.create({ workspace: MODELES, fontArgs: [{ fontBlobs: polices }] }),
    couverts,
  }))
  ateliers.set(theme, nouveau)
  return nouveau
}

/** Quiet zone of 1 module: the page around is white. */
const qr = (url: string) => QRCode.toString(url, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' })

async function rendre({ modele, norme, theme, instant, donnees, qrDe, apercu = false, image }: DemandePdf): Promise<Uint8Array> {
  const { typst, couverts } = await atelier(theme)
  const texte = JSON.stringify({ ...(toutAffichable(donnees, couverts, apercu) as object), apercu, qr: qrDe ? await qr(qrDe) : null })
  const source = { mainFilePath: `${MODELES}/${modele}.typ`, inputs: { donnees: texte } }
  const pdf = compiler(typst, source, image ? 'image' : { pdfStandard: norme.toLowerCase(), creationTimestamp: instant })
  typst.evictCache(AGE_DU_CACHE)
  return pdf
}

process.on('message', async (demande: DemandePdf) => {
  const reponse: ReponsePdf = await rendre(demande).then(
    pdf => ({ pdf }),
    (e: unknown) => ({ erreur: e instanceof Error ? e.message : String(e) }),
  )
  process.send!(reponse)
})
// it ends with the program that it draws for, which alone says when: a signal to the whole group is for that one
process.on('disconnect', () => process.exit())
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
