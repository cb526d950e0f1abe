import { createHash, generateKeyPairSync, sign, verify, X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { ContentInfo, EncapsulatedContent, EncapsulatedContentInfo, id_signedData, SignedData, SignerInfos } from '@peculiar/asn1-cms'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { MessageImprint, PKIStatus, PKIStatusInfo, TimeStampReq, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lireConfig } from '../../config.ts'
import { nouvelId } from '../../contexte.ts'
import { openWorld, type World } from '../../test/world.ts'
import { fermerDocuments, rendrePdf } from '../documents/index.ts'
import { accuse, lire, ouvrir } from '../documents/test/donnees.ts'
import { scelleUneFois } from './garder.ts'
import { horodaterPar } from './horodater.ts'
import { fabriquerSceau, lireSceau, NOM_SANS_VALEUR, ouvrirSceau } from './ouvrir-sceau.ts'
import type { Sceau } from './sceau.ts'
import { sha256 } from './sceau.ts'
import { sceller } from './sceller.ts'

const INSTANT = new Date('2021-10-01T10:00:00Z')
const commande = { instant: INSTANT, reference: 'Référence é' }
let sceau: Sceau
let pem: string
const dessins = new Map<'UA-1' | 'A-2a', Uint8Array>()
beforeAll(async () => {
  pem = await fabriquerSceau()
  sceau = lireSceau(pem, pem, new Date())
  for (const norme of ['UA-1', 'A-2a'] as const) dessins.set(norme, await rendrePdf('accuse', accuse, { norme }))
})
afterAll(fermerDocuments)

/** As a reader of PDF finds it: what is signed, and by what. */
function lireSceauDe(pdf: Uint8Array) {
  const texte = Buffer.from(pdf).toString('latin1')
  const [a, b, c, d] = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]/.exec(texte)!.slice(1).map(Number) as [number, number, number, number]
  const hexa = texte.slice(a + b + 1, c - 1)
  const cms = AsnConvert.parse(AsnConvert.parse(Buffer.from(hexa, 'hex'), ContentInfo).content, SignedData)
  return { plage: [a, b, c, d], signe: Buffer.concat([pdf.subarray(a, a + b), pdf.subarray(c, c + d)]), cms, qui: cms.signerInfos[0]! }
}

describe('le sceau', () => {
  it.each(['UA-1', 'A-2a'] as const)('%s\u00a0: rien de ce qui est dessiné ne change, ni ses mots ni ses balises', async norme => {
    const dessin = dessins.get(norme)!
    const { octets } = await sceller(sceau, dessin, commande)
    expect(Buffer.compare(octets.subarray(0, dessin.length), dessin)).toBe(0)
    const [avant, apres] = [await ouvrir(dessin), await ouvrir(octets)]
    expect(await lire(octets)).toBe(await lire(dessin))
    for (let n = 1; n <= avant.numPages; n++)
      expect(await (await apres.getPage(n)).getStructTree()).toEqual(await (await avant.getPage(n)).getStructTree())
    const suite = Buffer.from(octets.subarray(dessin.length)).toString('latin1')
    // what an archive asks of a field: printed, never hidden, nothing to draw; and of the page that bears it
    for (const mot of ['/SigFlags 3', '/Rect [-1 -1 -1 -1]', '/F 132', '/Tabs /S', '/SubFilter /ETSI.CAdES.detached'])
      expect(suite).toContain(mot)
    expect(suite).not.toMatch(/NeedAppearances|\/Metadata 0/)
  })

  it('tout le fichier est signé, par le certificat qui s’y lie, sans autre heure que celle du document', async () => {
    const { octets } = await sceller(sceau, dessins.get('A-2a')!, commande)
    const { plage, signe, cms, qui } = lireSceauDe(octets)
    expect([plage[0], plage[2]! + plage[3]!]).toEqual([0, octets.length])
    const attributs = new Map(qui.signedAttrs!.map(x => [x.attrType, Buffer.from(x.attrValues[0]!)]))
    expect([...attributs.keys()].sort()).toEqual(['1.2.840.113549.1.9.16.2.47', '1.2.840.113549.1.9.3', '1.2.840.113549.1.9.4'])
    expect(attributs.get('1.2.840.113549.1.9.4')!.subarray(2)).toEqual(sha256(signe))
    expect(attributs.get('1.2.840.113549.1.9.16.2.47')!.includes(sha256(sceau.chaine[0]!))).toBe(true)
    // what a signature covers is these attributes as a SET (RFC 5652, 5.4)
    const corps = Buffer.concat(qui.signedAttrs!.map(x => Buffer.from(AsnConvert.serialize(x))))
    const brut = Buffer.concat([Buffer.from(corps.length < 128 ? [0x31, corps.length] : [0x31, 0x81, corps.length]), corps])
    expect(verify('sha256', brut, new X509Certificate(pem).publicKey, Buffer.from(qui.signature.buffer))).toBe(true)
    expect(cms.certificates).toHaveLength(1)
    expect(Buffer.from(octets).toString('latin1')).toContain('/M (D:20211001100000Z)')
  })

  it('ne se pose que sur un document du guichet, et une fois', async () => {
    const { octets } = await sceller(sceau, dessins.get('UA-1')!, commande)
    for (const autre of [octets, Buffer.from('%PDF-1.7\nrien'), dessins.get('UA-1')!.subarray(0, 500)])
      await expect(sceller(sceau, autre, commande)).rejects.toThrow()
  })
})

describe('sa clé et son certificat', () => {
  const config = (env: Record<string, string>) => lireConfig({ SECRET: 's'.repeat(40), ...env })
  const ecrire = (dossier: string, nom: string, contenu: string) => {
    const fichier = join(dossier, nom)
    writeFileSync(fichier, contenu)
    return fichier
  }
  let w: World
  beforeAll(async () => {
    w = await openWorld()
  })
  afterAll(() => w.close())

  it('la démonstration a le sien, fait une fois, et il dit qu’il ne vaut rien\u00a0; une production n’en a pas sans réglage', async () => {
    const fichier = join(w.dossierFichiers, 'sceau.pem')
    const un = await ouvrirSceau(config({}), fichier)
    const deux = await ouvrirSceau(config({}), fichier)
    expect([un!.nom, deux!.chaine]).toEqual([NOM_SANS_VALEUR, un!.chaine])
    expect(NOM_SANS_VALEUR).toContain('sans aucune valeur')
    expect(await ouvrirSceau(config({ GUICHET_MODE: 'production' }), join(w.dossierFichiers, 'rien'))).toBeUndefined()
  })

  it('ceux de l’exploitant se lisent dans leurs fichiers, et ce qui ne va pas est dit au démarrage', async () => {
    const d = w.dossierFichiers
    const bon = ecrire(d, 'bon.pem', pem)
    const autre = ecrire(d, 'autre.pem', await fabriquerSceau('Un autre'))
    const ouvrir = (cle: string, certificat: string, quand?: Date) =>
      ouvrirSceau(config({ GUICHET_MODE: 'production', SCEAU_CLE: cle, SCEAU_CERTIFICAT: certificat }), join(d, 'rien'), quand)
    expect((await ouvrir(bon, bon))!.chaine).toEqual(sceau.chaine)
    const refuses: [Promise<unknown>, string][] = [
      [ouvrir(bon, ''), 'il en manque un'],
      [ouvrir('/nulle/part.pem', bon), 'ne se lit pas (SCEAU_CLE)'],
      [ouvrir(ecrire(d, 'vide.pem', 'rien'), bon), 'n’est pas une clé privée'],
      [ouvrir(bon, ecrire(d, 'vide.pem', 'rien')), 'n’est pas un certificat'],
      [ouvrir(bon, autre), 'n’est pas celui de SCEAU_CLE'],
      [ouvrir(bon, bon, new Date('2060-01-01')), 'n’est plus valable'],
    ]
    for (const [essai, mot] of refuses) await expect(essai).rejects.toThrow(mot)
  })

  it('une clé RSA scelle aussi', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const rsa: Sceau = { ...sceau, rsa: true, signer: o => new Uint8Array(sign('sha256', o, privateKey)) }
    const { qui } = lireSceauDe((await sceller(rsa, dessins.get('UA-1')!, commande)).octets)
    expect(qui.signatureAlgorithm.algorithm).toBe('1.2.840.113549.1.1.11')
  })
})

/** A service that gives the time, as far as its answers are read here: its own signature is for whoever verifies a document. */
async function serviceDHeure(repondre: (d: TimeStampReq) => TimeStampResp | undefined) {
  const serveur = createServer((req, res) => {
    const lus: Buffer[] = []
    req.on('data', b => lus.push(b as Buffer))
    req.on('end', () => {
      const r = repondre(AsnConvert.parse(Buffer.concat(lus), TimeStampReq))
      if (r) res.end(Buffer.from(AsnConvert.serialize(r)))
    })
  })
  await new Promise<void>(f => serveur.listen(0, '127.0.0.1', f))
  return {
    url: `http://127.0.0.1:${(serveur.address() as AddressInfo).port}/`,
    fermer: () => {
      serveur.closeAllConnections()
      serveur.close()
    },
  }
}
const accorder = (d: TimeStampReq, change: Partial<TSTInfo> = {}) => {
  const info = new TSTInfo({
    ...{ version: 1, policy: '1.2.3.4', serialNumber: Uint8Array.from([1]).buffer, genTime: INSTANT, messageImprint: d.messageImprint },
    ...{ nonce: d.nonce!, ...change },
  })
  const contenu = new EncapsulatedContent({ single: new OctetString(AsnConvert.serialize(info)) })
  const signee = new SignedData({
    ...{ version: 3, encapContentInfo: new EncapsulatedContentInfo({ eContentType: '1.2.840.113549.1.9.16.1.4', eContent: contenu }) },
    signerInfos: new SignerInfos([]),
  })
  return new TimeStampResp({
    status: new PKIStatusInfo({ status: PKIStatus.granted }),
    timeStampToken: new ContentInfo({ contentType: id_signedData, content: AsnConvert.serialize(signee) }),
  })
}

describe('l’heure prouvée par un autre', () => {
  const autreEmpreinte = (d: TimeStampReq) =>
    new MessageImprint({ hashAlgorithm: d.messageImprint.hashAlgorithm, hashedMessage: new OctetString(new Uint8Array(32)) })
  const CAS: [string, (d: TimeStampReq) => TimeStampResp | undefined, boolean, number?][] = [
    ['accordée, elle est dans le sceau', d => accorder(d), true],
    ['refusée', () => new TimeStampResp({ status: new PKIStatusInfo({ status: PKIStatus.rejection }) }), false],
    ['d’un autre document', d => accorder(d, { messageImprint: autreEmpreinte(d) }), false],
    ['d’une autre demande', d => accorder(d, { nonce: Uint8Array.from([7]).buffer }), false],
    ['qui ne vient pas', () => undefined, false, 200],
  ]
  it.each(CAS)('%s\u00a0; sans elle le document part scellé quand même', async (_quoi, repondre, attendu, delai = 60_000) => {
    const service = await serviceDHeure(repondre)
    try {
      const { octets, horodate } = await sceller({ ...sceau, horodater: horodaterPar(service.url, delai) }, dessins.get('UA-1')!, commande)
      expect(horodate).toBe(attendu)
      const jetons = (lireSceauDe(octets).qui.unsignedAttrs ?? []).map(x => x.attrType)
      expect(jetons).toEqual(attendu ? ['1.2.840.113549.1.9.16.2.14'] : [])
    } finally {
      service.fermer()
    }
  })
})

describe('un document dessiné à la demande', () => {
  it('est scellé la première fois, une fois même à six, puis rendu tel quel', async () => {
    const w = await openWorld()
    try {
      const d = { nature: 'releve', objetId: nouvelId() } as const
      let dessines = 0
      const demander = () =>
        scelleUneFois(w.ctx(), w.deps, d, async () => {
          dessines++
          return dessins.get('A-2a')!
        })
      const six = await Promise.all(Array.from({ length: 6 }, demander))
      const empreintes = new Set(six.map(o => createHash('sha256').update(o).digest('hex')))
      expect(empreintes.size).toBe(1)
      const avant = dessines
      await demander()
      expect(dessines).toBe(avant)
      const lignes = (await w.owner.query('select sha256 from document_scelle where objet_id = $1', [d.objetId])).rows
      expect(lignes).toEqual([{ sha256: [...empreintes][0] }])
      // somebody else's pages write nothing: what nobody asked for is shown as it is drawn
      const autre = { ...d, objetId: nouvelId() }
      const vu = await scelleUneFois({ ...w.ctx(), lectureSeule: true }, w.deps, autre, async () => dessins.get('A-2a')!)
      expect(Buffer.compare(vu, dessins.get('A-2a')!)).toBe(0)
      expect(await scelleUneFois(w.ctx(), { ...w.deps, sceau: undefined }, autre, async () => dessins.get('UA-1')!)).toBe(
        dessins.get('UA-1'),
      )
    } finally {
      await w.close()
    }
  })
})
