import { signerCms } from './cms.ts'
import { faireLaPlace, poser } from './incrementer.ts'
import { type Horodater, type Sceau, sha256 } from './sceau.ts'

/** Room for the signature itself; its certificates, and the answer of who gives the time, come on top. */
const [PLACE, PLACE_HORODATAGE] = [2048, 16_384]

type Commande = { instant: Date; reference: string }
export type Scelle = { octets: Uint8Array; horodate: boolean }

/** The same document, sealed: its words and its tags are byte for byte those that were drawn. */
export async function sceller(sceau: Sceau, pdf: Uint8Array, { instant, reference }: Commande): Promise<Scelle> {
  const { horodater } = sceau
  const taille = PLACE + sceau.chaine.reduce((n, c) => n + c.length, 0) + (horodater ? PLACE_HORODATAGE : 0)
  const place = faireLaPlace(pdf, { instant, reference, nom: sceau.nom, taille })
  const empreinte = sha256(place.octets.subarray(0, place.avant), place.octets.subarray(place.apres))
  let horodate = false
  const heure: Horodater = async valeur => {
    const jeton = await horodater?.(valeur)
    horodate = jeton !== undefined
    return jeton
  }
  const cms = await signerCms(sceau, empreinte, heure)
  return { octets: poser(place, cms), horodate }
}
