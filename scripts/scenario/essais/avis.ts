import { paths } from '../../../src/paths.ts'
import type { MondeCommun } from '../monde.ts'
import { Surprise, type Visiteur, valeurDe } from '../visiteur.ts'
import type { Depose } from './deposer.ts'

const i = paths.instruction
const DEMANDE = /^Un avis vous est demandé/

/**
 * Every opinion that the call asks for on this dossier, from its page, with the address and the question that it proposes; each body opens its mailed link and says
 * yes. An opinion without an address is sent to one that the service types. How many.
 */
export async function recueillirAvis(m: MondeCommun, v: Visiteur, { id, joue }: Depose): Promise<number> {
  const { code: essai } = joue.essai
  const page = await v.lire(i.avis(id), `${essai}\u00a0: lire les avis à demander`)
  const formulaires = page.split('<form').filter(f => f.includes(`action="${i.avisDus(id)}"`) && f.includes('name="code"'))
  for (const formulaire of formulaires) {
    const code = valeurDe(formulaire, 'code')
    const quoi = `${essai}\u00a0: avis ${code}`
    const courriel = valeurDe(formulaire, 'courriel') || `avis-${code}@guichet.example`.replaceAll('_', '-')
    await v.envoyer(i.avisDus(id), { code, courriel, demande: 'Le projet vous convient-il\u00a0?' }, `${quoi}\u00a0: le demander`)
    const lien = await m.boite.lien(courriel, `${quoi}\u00a0: lire la demande`, DEMANDE)
    const organisme = m.visiteur(`Organisme ${code}`)
    await organisme.lire(lien, `${quoi}\u00a0: ouvrir le lien`)
    const { vers } = await organisme.envoyer(
      lien,
      { sens: 'favorable', texte: 'Rien ne s’y oppose.', liens: '', lien: '' },
      `${quoi}\u00a0: le rendre`,
    )
    if (!vers.endsWith('fait=rendu')) throw new Surprise(`${quoi}\u00a0: le rendre`, i.avis(id), `conduit à ${vers}`)
  }
  return formulaires.length
}
