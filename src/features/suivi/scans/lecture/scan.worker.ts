import { parentPort } from 'node:worker_threads'
import { ScanRefuse } from './image-en-pdf.ts'
import type { DemandeScan, ReponseScan } from './lecteur.ts'
import { assembler, fermer, lirePage, ouvrir } from './moteur.ts'

const faire = (d: DemandeScan) => {
  switch (d.faire) {
    case 'ouvrir':
      return ouvrir(d.nom, d.octets, d.type)
    case 'lire':
      return lirePage(d.nom, d.page)
    case 'fermer':
      return fermer(d.nom)
    case 'assembler':
      return assembler(d.pages)
  }
}

parentPort!.on('message', async (demande: DemandeScan) => {
  const reponse: ReponseScan = await (async () => faire(demande))().then(
    valeur => ({ valeur }),
    (e: unknown) => (e instanceof ScanRefuse ? { refus: e.motif } : { erreur: e instanceof Error ? e.message : String(e) }),
  )
  parentPort!.postMessage(reponse)
})
