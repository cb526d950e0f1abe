import { paths } from '../../src/paths.ts'
import { centimes } from './appel.ts'
import { PDF } from './deposer.ts'
import { consommeDe, type Laureat } from './laureats.ts'
import type { Monde } from './monde.ts'
import { euros } from './projets.ts'
import { caches, Surprise, valeurDe } from './visiteur.ts'

const s = paths.suiviDossier
const DUREE_MOIS = '12'
/** A link of the page of a lauréat to one of its acts or payments that waits for somebody. */
const lienDe = (page: string, motif: RegExp) => motif.exec(page)?.[1]

/** The référent establishes the act of a lauréat, files its signed copy, and the porteur reads both. `jour`: jj/mm/aaaa. */
export async function conventionner(m: Monde, l: Laureat, jour: string) {
  const { id, porteur } = l.depose
  const v = await m.persona(l.service)
  await v.lire(s.acte(id), 'préparer l’acte')
  const { vers } = await v.envoyer(s.acte(id), { duree: DUREE_MOIS }, 'établir l’acte')
  if (!vers.endsWith('fait=etabli')) throw new Surprise('établir l’acte', s.acte(id), `conduit à ${vers}`)
  await signer(m, l, jour)
  const liste = await porteur.v.lire(paths.actes.liste(id), 'lire ses actes')
  const acte = lienDe(liste, /href="([^"]*\/acte\.pdf)"/)
  if (!acte) throw new Surprise('lire ses actes', paths.actes.liste(id), 'aucun acte à lire')
  await porteur.v.pdf(acte, 'lire son acte')
}

/** Files the signed copy of the act, or of the amendment, that waits for it. */
export async function signer(m: Monde, { depose, service }: Laureat, jour: string) {
  const v = await m.persona(service)
  const page = await v.lire(paths.suivi.dossier(depose.id), 'lire le suivi d’un lauréat')
  const signature = lienDe(page, /href="([^"]*\/actes\/[0-9a-f-]{36}\/signature)"/)
  if (!signature) throw new Surprise('déposer l’acte signé', paths.suivi.dossier(depose.id), 'aucun acte n’attend de signature')
  const corps = new FormData()
  corps.append('signe_le', jour)
  corps.append('fichier', PDF, 'acte-signe.pdf')
  const { vers } = await v.envoyer(signature, corps, 'déposer l’acte signé')
  if (!vers.endsWith('fait=signe')) throw new Surprise('déposer l’acte signé', signature, `conduit à ${vers}`)
}

/** Orders the whole advance that the call allows. */
export async function ordonnerAvance(m: Monde, l: Laureat) {
  const url = s.versements(l.depose.id, 'avance')
  const v = await m.persona(l.service)
  const page = await v.lire(url, 'préparer l’avance')
  const attendu = Math.floor((l.accorde * m.appel.avance) / 100)
  const propose = centimes(valeurDe(page, 'montant'))
  if (propose !== attendu) throw new Surprise('préparer l’avance', url, `${euros(propose)} proposés, ${euros(attendu)} attendus`)
  const { vers } = await v.envoyer(url, { ...caches(page), montant: euros(propose), ej: '', dp: '' }, 'ordonner l’avance')
  if (!vers.endsWith('fait=ordonne')) throw new Surprise('ordonner l’avance', url, `conduit à ${vers}`)
  l.verse += propose
}

/** Orders the balance: what the spending earned, less the advance. */
export async function ordonnerSolde(m: Monde, l: Laureat) {
  const url = s.versements(l.depose.id, 'solde')
  const v = await m.persona(l.service)
  const page = await v.lire(url, 'préparer le solde')
  const [coutReel, autresAides] = [valeurDe(page, 'coutReel'), valeurDe(page, 'autresAides')]
  // it is read before it is ordered, then confirmed as it was read
  const saisie = { ...caches(page), montant: '', coutReel, autresAides, ej: '', dp: '' }
  const relu = await v.lire(`${url}?${new URLSearchParams(saisie)}`, 'relire le solde')
  const { vers } = await v.envoyer(url, { ...saisie, ...caches(relu) }, 'ordonner le solde')
  if (!vers.endsWith('fait=ordonne')) throw new Surprise('ordonner le solde', url, `conduit à ${vers}`)
  l.verse = Math.min(consommeDe(l), Math.max(0, centimes(coutReel) - centimes(autresAides)))
}

/** What was ordered of a lauréat, or asked back, is said to be paid that day. */
export async function constater(m: Monde, { depose, service }: Laureat, jour: string) {
  const v = await m.persona(service)
  const page = await v.lire(paths.suivi.dossier(depose.id), 'lire les versements')
  const paiement = lienDe(page, /href="([^"]*\/versements\/[0-9a-f-]{36}\/paiement)"/)
  if (!paiement) throw new Surprise('constater un paiement', paths.suivi.dossier(depose.id), 'aucun versement n’attend')
  const { vers } = await v.envoyer(paiement, { verse_le: jour }, 'constater un paiement')
  if (!vers.endsWith('fait=paye')) throw new Surprise('constater un paiement', paiement, `conduit à ${vers}`)
}
