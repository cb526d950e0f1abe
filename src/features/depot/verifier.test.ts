import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { type Compte, ouvrirDepots } from '../../test/depots.ts'
import { deposer, dossierPret, lisible } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

let w: World
let vico: Compte
ouvrirDepots(v => ({ w, vico } = v))

const donner = (octets: Uint8Array | undefined, monde = w) => {
  const f = new FormData()
  if (octets) f.append('fichier', new File([Uint8Array.from(octets)], 'accuse.pdf', { type: 'application/pdf' }))
  return monde.post(paths.verifier, f)
}
/** What a stranger reads once they have given a file. */
async function verifier(octets: Uint8Array, monde = w): Promise<string> {
  const r = await donner(octets, monde)
  expect(r.status).toBe(303)
  return lisible(await monde.get(r.headers.get('location')!))
}
const change = (octets: Buffer, ou: number) => {
  const autre = Buffer.from(octets)
  autre[ou]! ^= 1
  return autre
}
const ENTIER = 'Ce document est entier'
const MODIFIE = 'Ce document a été modifié'
const INCONNU = 'Ce document n’est pas connu ici'

describe('qui tient un document du guichet peut le vérifier', () => {
  let id: string
  let pdf: Buffer
  let numero: string
  beforeAll(async () => {
    id = await dossierPret(w, vico.cookie)
    await deposer(w, vico.cookie, id)
    pdf = Buffer.from(await (await w.get(paths.dossiers.accuse(id), vico.cookie)).arrayBuffer())
    numero = (await w.owner.query('select numero from dossier where id = $1', [id])).rows[0].numero
  })

  it('le fichier reçu est entier\u00a0: la page dit lequel, quand il a été scellé, et rien de plus', async () => {
    const page = await verifier(pdf)
    expect(page).toContain(ENTIER)
    expect(page).toContain(`Accusé de réception ${numero}, que le guichet a scellé le 13 septembre 2021 à 10 h 00 min 00 s`)
    for (const mot of ['Vico', 'Secrétariat', '10 000', 'familles']) expect(page).not.toContain(mot)
    expect(page).toContain('Ce n’est la signature de personne')
  })

  it('un octet changé, une suite ajoutée, la fin coupée\u00a0: il a été modifié', async () => {
    const milieu = change(pdf, Math.floor(pdf.length / 3))
    const suite = Buffer.concat([pdf, Buffer.from('1 0 obj\n<<>>\nendobj\n')])
    for (const autre of [milieu, suite, pdf.subarray(0, pdf.length - 7)]) {
      const page = await verifier(autre)
      expect(page).toContain(MODIFIE)
      expect(page).not.toContain(numero)
    }
  })

  it('ce qui n’est pas d’ici n’est pas connu, et ce qui n’est pas un fichier ne se vérifie pas', async () => {
    for (const autre of [Buffer.from('%PDF-1.7\n'), Buffer.from('Référence 018f0000-0000-7000-8000-000000000000', 'utf16le').swap16()])
      expect(await verifier(autre)).toContain(INCONNU)
    // a seal that quotes a reference that nobody has given, a thousand times
    const fausse = Buffer.from(
      Buffer.from('Référence 018f0000-0000-7000-8000-000000000000', 'utf16le').swap16().toString('hex').toUpperCase().repeat(1000),
    )
    expect(await verifier(fausse)).toContain(INCONNU)
    for (const rien of [undefined, Buffer.alloc(0)]) {
      const r = await donner(rien)
      expect([r.status, (await lisible(r)).includes('Choisissez le fichier PDF à vérifier')]).toEqual([422, true])
    }
    const texte = await w.post(paths.verifier, { fichier: 'accuse.pdf' })
    expect(texte.status).toBe(422)
    expect((await donner(Buffer.alloc(2_000_000))).status).toBe(413)
  })

  it('son numéro et son empreinte suffisent, et l’un sans l’autre ne dit rien', async () => {
    const { sha256 } = (await w.owner.query('select sha256 from document_scelle where dossier_id = $1', [id])).rows[0]
    const lire = async (q: Record<string, string>) => lisible(await w.get(`${paths.verifier}?${new URLSearchParams(q)}`))
    expect(await lire({ numero, empreinte: sha256 })).toContain(ENTIER)
    expect(await lire({ numero: 'ITN7-9999', empreinte: sha256 })).toContain('Aucun dépôt ne correspond')
    expect(await lire({ document: 'x'.repeat(10_000), reference: "'; --" })).toContain(INCONNU)
  })

  it('un autre guichet ne connaît pas ce document', async () => {
    const autre = await openWorld()
    try {
      expect(await verifier(pdf, autre)).toContain(INCONNU)
    } finally {
      await autre.close()
    }
  })
})
