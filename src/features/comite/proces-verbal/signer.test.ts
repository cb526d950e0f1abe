import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { ouvrirProcesVerbal } from '../../../test/proces-verbal.ts'
import { purgerOrphelins } from '../../pieces/index.ts'

const p = paths.comite
let m: Awaited<ReturnType<typeof ouvrirProcesVerbal>>
let s: Awaited<ReturnType<typeof m.etablir>>
beforeAll(async () => {
  m = await ouvrirProcesVerbal()
})
afterAll(() => m.w.close())
beforeEach(async () => {
  s = await m.etablir()
})

const signer = (cookie: string, plus: Record<string, string> = {}) =>
  m.w.post(p.signatureProcesVerbal(s.seance), { version: '1', reserve: '', ...plus }, cookie)
const figer = (cookie = m.administratrice.cookie, version = '1') => m.w.post(p.gelProcesVerbal(s.seance), { version }, cookie)
const amender = (version = '1') =>
  m.w.post(p.amendementProcesVerbal(s.seance), { version, remarques: 'La séance a été suspendue.' }, m.administratrice.cookie)
const page = (cookie = m.regionale.cookie) => m.lire(m.w.get(p.procesVerbal(s.seance), cookie))
const signatures = async () =>
  (
    await m.q('select s.reserve, v.version from signature s join proces_verbal v on v.id = s.proces_verbal_id where v.seance_id = $1', [
      s.seance,
    ])
  ).rows
const tousSignent = async (version = '1') => {
  for (const { cookie } of [m.regionale, m.corseDuSud, m.hauteCorse]) await signer(cookie, { version })
}
const actes = async (action: string) => (await m.w.journal()).filter(e => e.objet_id === s.seance && e.action === action)

describe('signer le procès-verbal', () => {
  it('je signe la version que j’ai lue, avec une réserve\u00a0: elle se lit sur la page et dans le PDF', async () => {
    expect(await page(m.corseDuSud.cookie)).toContain('Signer la version 1')
    const r = await signer(m.corseDuSud.cookie, { reserve: 'Je regrette le délai de convocation.' })
    expect(r.headers.get('location')).toBe(`${p.procesVerbal(s.seance)}?fait=signe`)
    const html = await page(m.corseDuSud.cookie)
    for (const mot of ['Vous avez signé cette version', 'Signé le 18 octobre 2021', 'Je regrette le délai de convocation.'])
      expect(html).toContain(mot)
    expect(await m.textePdf(s.seance, 1)).toContain('Je regrette le délai de convocation.')
    expect(await actes('comite.proces_verbal_signe')).toHaveLength(1)
  })

  it('six signatures à la fois du même membre n’en font qu’une', async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => signer(m.regionale.cookie)))
    expect(six.every(r => r.status === 303)).toBe(true)
    expect(await signatures()).toHaveLength(1)
  })

  it('la version a changé pendant ma lecture\u00a0: je lis les deux, ma réserve reste, rien n’est signé', async () => {
    await amender()
    const r = await signer(m.corseDuSud.cookie, { reserve: 'Une réserve tapée.' })
    expect(r.status).toBe(409)
    const html = await m.lire(r)
    for (const mot of [
      'La version 2 remplace la version 1',
      'Ce qui a changé depuis la version 1',
      'ajouté : La séance a été suspendue.',
      'Une réserve tapée.',
    ])
      expect(html).toContain(mot)
    expect(await signatures()).toEqual([])
  })

  it('signer et amender au même instant\u00a0: la signature reste à sa version, la nouvelle n’en a aucune', async () => {
    const [signature, amendement] = await Promise.all([signer(m.regionale.cookie), amender()])
    expect(amendement.status).toBe(303)
    expect([303, 409]).toContain(signature.status)
    expect((await signatures()).every(x => x.version === 1)).toBe(true)
    expect(await page()).toContain('0 sur 3')
  })

  it('ni l’excusé, ni l’administratrice qui ne siège pas, ni quelqu’un d’ailleurs\u00a0; une réserve trop longue reste à l’écran', async () => {
    expect((await signer(m.regional.cookie)).status).toBe(409)
    expect(await page(m.regional.cookie)).not.toContain('Signer la version')
    expect((await signer(m.administratrice.cookie)).status).toBe(403)
    for (const { cookie } of [m.suppleante, m.porteur, m.lecteur]) expect((await signer(cookie)).status).toBe(404)
    const r = await signer(m.regionale.cookie, { reserve: `Longue réserve ${'a'.repeat(4000)}` })
    expect(r.status).toBe(422)
    expect(await m.lire(r)).toContain('Longue réserve')
    expect(await signatures()).toEqual([])
  })
})

describe('figer le procès-verbal', () => {
  it('tous ont signé\u00a0: je le fige, le fichier a l’empreinte que la page annonce, et plus rien ne le change', async () => {
    await tousSignent()
    expect(await page(m.administratrice.cookie)).toContain('Figer la version 1')
    // before: the member in conflict does not read the debate
    expect(await page(m.hauteCorse.cookie)).not.toContain('mutualisation')
    expect((await figer()).headers.get('location')).toBe(`${p.procesVerbal(s.seance)}?fait=fige`)
    const [{ sha256, cle }] = await m.versions(s.seance)
    const r = await m.w.get(p.procesVerbalPdf(s.seance, 1), m.corseDuSud.cookie)
    const octets = Buffer.from(await r.arrayBuffer())
    expect(createHash('sha256').update(octets).digest('hex')).toBe(sha256)
    expect(r.headers.get('repr-digest')).toBe(`sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`)
    expect(octets.toString('latin1')).toMatch(/pdfuaid:part>1</)
    const texte = await m.textePdf(s.seance, 1)
    for (const mot of ['figée le 18 octobre 2021', 'Signatures', 'mutualisation']) expect(texte).toContain(mot)
    // whoever is in conflict on a dossier still reads an extract without its debate nor its amount, and is told so
    const extrait = await m.textePdf(s.seance, 1, m.hauteCorse.cookie)
    for (const mot of ['Extrait du procès-verbal', 'Signatures', 'Le débat a porté sur le calendrier.']) expect(extrait).toContain(mot)
    for (const mot of ['mutualisation', '4 321', 'Associer les usagers']) expect(extrait).not.toContain(mot)
    const lue = await page(m.hauteCorse.cookie)
    expect(lue).toContain('Vous en lisez un extrait')
    expect(lue).not.toContain('mutualisation')
    const html = await page()
    expect(html).toContain(sha256)
    expect(html).toContain('il a bien cette empreinte')
    for (const essai of [amender(), signer(m.corseDuSud.cookie)]) {
      const refus = await essai
      expect(refus.status).toBe(409)
      expect(await m.lire(refus)).toContain('Le procès-verbal est figé')
    }
    await expect(m.q("update proces_verbal set contenu = '{}' where seance_id = $1", [s.seance])).rejects.toThrow('figé')
    await expect(m.q('delete from proces_verbal where seance_id = $1', [s.seance])).rejects.toThrow()
    // the cleaning of the storage leaves it
    await purgerOrphelins(m.w.deps, new Date(Date.now() + 3 * 86_400_000))
    expect((await m.pdf(s.seance, 1)).equals(octets)).toBe(true)
    expect(cle).not.toBeNull()
    expect(await actes('comite.proces_verbal_fige')).toHaveLength(1)
  })

  it('il manque une signature\u00a0: la page dit laquelle, rien n’est figé', async () => {
    await signer(m.regionale.cookie)
    await signer(m.corseDuSud.cookie)
    const r = await figer()
    expect(r.status).toBe(409)
    const html = await m.lire(r)
    expect(html).toContain('Signature attendue : Référente de la Haute-Corse.')
    expect(html).toContain('Figer sans cette signature')
    expect(await page(m.corseDuSud.cookie)).toContain('Signature attendue : Référente de la Haute-Corse.')
    expect((await m.versions(s.seance))[0].fige_le).toBeNull()
  })

  it('une signature ne vient pas\u00a0: je fige en disant pourquoi, le procès-verbal dit qui n’a pas signé, et la personne le sait', async () => {
    const figerSans = (motif: string, cookie = m.regionale.cookie) => m.w.post(p.gelProcesVerbal(s.seance), { version: '1', motif }, cookie)
    const motif = 'Elle a quitté ses fonctions le 20 octobre.'
    const personne = await figerSans(motif)
    expect(personne.status).toBe(409)
    expect(await m.lire(personne)).toContain('au moins une signature')
    await signer(m.regionale.cookie)
    await signer(m.corseDuSud.cookie)
    const muet = await figerSans(' ')
    expect([muet.status, (await m.lire(muet)).match(/Dites pourquoi cette signature manque/g)?.length]).toEqual([422, 2])
    const trop = await figerSans(`Long motif ${'a'.repeat(4000)}`)
    expect(trop.status).toBe(422)
    expect(await m.lire(trop)).toContain('Long motif')
    for (const [cookie, statut] of [
      [m.corseDuSud.cookie, 403],
      [m.suppleante.cookie, 404],
      [m.porteur.cookie, 404],
    ] as const)
      expect((await figerSans(motif, cookie)).status).toBe(statut)
    const [version] = await m.versions(s.seance)
    expect(version.fige_le).toBeNull()
    const six = await Promise.all(Array.from({ length: 6 }, () => figerSans(motif)))
    expect(six.every(r => r.status === 303)).toBe(true)
    const [acte, ...autres] = await actes('comite.proces_verbal_fige')
    expect(autres).toEqual([])
    expect(acte!.donnees).toMatchObject({ sans: [m.hauteCorse.id], motif })
    const html = await page()
    for (const mot of ['2 sur 3', 'N’ont pas signé : Référente de la Haute-Corse', motif]) expect(html).toContain(mot)
    const texte = await m.textePdf(s.seance, 1)
    for (const mot of ['N’a pas signé', motif]) expect(texte).toContain(mot)
    const courriels = (await m.w.courriels()).filter(c => c.cle?.startsWith(`proces-verbal-fige-${s.seance}`))
    expect(courriels.map(c => c.destinataire)).toEqual([m.hauteCorse.courriel])
    expect(courriels[0]!.texte).toContain(motif)
  })

  it('signer pendant qu’on fige sans moi\u00a0: ou ma signature y est, ou le procès-verbal dit que non', async () => {
    await signer(m.regionale.cookie)
    await signer(m.corseDuSud.cookie)
    const [gel, signature] = await Promise.all([
      m.w.post(p.gelProcesVerbal(s.seance), { version: '1', motif: 'Sans réponse.' }, m.administratrice.cookie),
      signer(m.hauteCorse.cookie),
    ])
    const { rows } = await m.q('select fige_le, cardinality(non_signataires) as sans from proces_verbal where seance_id = $1', [s.seance])
    const signees = await signatures()
    // the signature came first, or too late, or while the document was being drawn: then it is drawn again
    if (gel.status === 303) expect(rows[0].sans + signees.length).toBe(3)
    else expect([gel.status, rows[0].fige_le, signees.length]).toEqual([409, null, 3])
    expect(signature.status).toBe(signees.length === 3 ? 303 : 409)
  })

  it('présent sans avoir déclaré ses intérêts\u00a0: il ne compte pas au quorum, n’est pas attendu, et sait pourquoi', async () => {
    const t = await m.ouvrir(1)
    await m.q('alter table conflit disable trigger user')
    await m.q('delete from conflit where seance_id = $1 and compte_id = $2', [t.seance, m.corseDuSud.id])
    await m.q('alter table conflit enable trigger user')
    const salle = await m.lire(m.w.get(p.salle(t.seance), m.regionale.cookie))
    for (const mot of ['1 votant présent', 'présent, intérêts non déclarés']) expect(salle).toContain(mot)
    await m.w.post(p.cloture(t.seance), {}, m.administratrice.cookie)
    await m.w.post(p.procesVerbal(t.seance), {}, m.administratrice.cookie)
    const html = await m.lire(m.w.get(p.procesVerbal(t.seance), m.administratrice.cookie))
    for (const mot of [
      'Référent de la Corse-du-Sud : présent sans avoir déclaré ses intérêts',
      'Signatures attendues : Référente régionale, Référente de la Haute-Corse',
    ])
      expect(html).toContain(mot)
    const refus = await m.w.get(p.procesVerbal(t.seance), m.corseDuSud.cookie)
    expect(refus.status).toBe(403)
    expect(await m.lire(refus)).toContain('Vous n’avez pas déclaré vos intérêts avant la clôture')
  })

  it('amendé après les signatures, il faut signer à nouveau', async () => {
    await tousSignent()
    await amender()
    expect((await figer()).status).toBe(409)
    expect((await figer(m.administratrice.cookie, '2')).status).toBe(409)
    await tousSignent('2')
    expect((await figer(m.regionale.cookie, '2')).status).toBe(303)
    expect((await m.versions(s.seance)).map(v => v.fige_le !== null)).toEqual([false, true])
  })

  it('six gels à la fois n’en font qu’un\u00a0; un membre, quelqu’un d’ailleurs ne figent pas', async () => {
    await tousSignent()
    expect((await figer(m.corseDuSud.cookie)).status).toBe(403)
    for (const { cookie } of [m.suppleante, m.porteur]) expect((await figer(cookie)).status).toBe(404)
    const six = await Promise.all(Array.from({ length: 6 }, () => figer()))
    expect(six.every(r => r.status === 303)).toBe(true)
    expect(await actes('comite.proces_verbal_fige')).toHaveLength(1)
  })
})
