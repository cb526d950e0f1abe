import { parentPort } from 'node:worker_threads'
import { ScanRefuse } from './image-en-pdf.ts'
import type { DemandeScan, ReponseScan } from './lecteur.ts'
import { ajouter, assembler, fermer, lirePage, ouvrir, recevoir } from './moteur.ts'

const faire = (d: DemandeScan) => {
  switch (d.faire) {
    case 'recevoir':
      return recevoir(d.taille)
    case 'ajouter':
      return ajouter(d.bloc)
    case 'ouvrir':
      return ouvrir(d.nom, d.type)
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
