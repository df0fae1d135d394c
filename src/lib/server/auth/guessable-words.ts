/**
 * What people who guess try first. Syllables of Vietnamese without their marks, the most frequent first: counted in the
 * portal's own words, its definitions and its law, then those of names and everyday speech.
 */
export const SYLLABLES = `
so do khong co ho duoc dong va dinh da cua luong tai ban dung kiem chua can cong de chuan ky ket thu du tu qua chu
nhan nguoi bo muc nay mot hop vi phan vu dang nhiem moi hoi vien bao dot trinh dat phuong don mo nop doi lai xuat
khoan mau noi thanh chon lieu dien phi chi hoac ly tieu tinh nam hieu con hay diem bang tep cu may han phieu to gia
dieu luu ke tien san van long phong den dau ngay thang chat luc thuc thong tri mat toan cac lap nuoc ma tam thuat thi
phe chuc nhat khac bi quyet hoc tro ten voi pham bien giam nhap cho sua an le nghiem am day nghi hien chuong doc nao
ung chinh phai cap tham duyet nguyen quan ca tren phap hang toi tong thieu truoc la he dai nguon truong phu phien neu
the kien thoi ve lam duong tiep tich chuyen sach xac danh gui ap ro sat thiet cham tung chung tram nen nghe viec xa
nha nghiep lan tac vao giay khao se xay khau dia dan loi lien nang hanh minh dam su cau trong cung nhiet tuyen het
huong hinh hoa dao tra lua loai soat ngan nhieu go them uy viet mia bieu bat khoi gi giai yeu it cao hoach trach anh
pho tao rang vung chap hon thue ngoai xet thao giu nho trang thuoc len rut quoc binh luat cuc ty lo hoan roi phep cot
nhom tan sanh hat lech muoi buoc cuu luan nhung duoi lay ich trieu lich lanh nghien chenh kha cuoi say goi quyen doan
xoa gan chay dich vuot xep hoat phat khoa thay gio nua ben nganh xang kem tran quet te tat loc bon cach phoi che tim
khop phut lop nghin von trien nong vat that duc thuy lon thien canh truc xu cuong tru phuc hong vuc hut sau keu mang
vua thai trung sac giua but linh tap chot luot kho ham thuyet khieu nai be soan thap dap thoat nhu tron tang mem
truyen quy bam nguong thoai gom cai chuoi thuong tuong huu mu on sap gach dua chieu biet khoang bai ha cam huyet huy
bot nghia bay niem ong xuong tuoi tuan nhon beo gioi rieng giong chan cuoc bac song rong bui toc mua tay hom tom goc
tuc trac thon kieu khach ba cat si chin cuon huan luoi khi hoang hung vach di vang tiet vo moc hai cay ep ngoc sang
chep gap ven choi sam bau ra suc khoe chiec xuan tet deu tieng phim khan vai vong chong chac tach nhien thac giao tue
gop suat lit khuc cang lang my huynh yen luy som hen ngu ton tot quen no vay gon lau kich ngo uoc tin buc ta chiu buoi
bich troi thach tec kham khe cheo huyen khai dut keo nut nhanh muon ngon man rac nham ghe phay lat tre khien me uu
suot ngung rui dem xuc ghep hap po hoai khanh hau nie hiep sy chau nuoi trich hep tha boi tuy quang thua mien nhay
liet ngat diet em mon thich mai hiem giup trai gay toa dac tui kin xuyen khiet khuech ri bit coc ac ran phang bu tranh
loang yet sieu nhe xach diep rai thuan bach phung duyen kiet suong nguyet vuong son chien thom tuyet phuoc tho thuyen
cum lot thep doa cha gai nui suoi meo ga vit xanh que quynh uyen vy
`;

/** Passwords that circulate in Vietnam. */
export const PASSWORDS = `
matkhau matkhaumoi matkhaucuatoi matkhau123 khongbiet khongcomatkhau khongco anhyeuem emyeuanh yeuem yeuanh toiyeuem
toiyeuban yeumaimai yeuthuong vietnam vietnam123 vietnamvodich vodich hanoi saigon hochiminh danang quynhon pleiku
gialai giadinh giadinhlaso hanhphuc tinhyeu conyeu conyeume bome bomeyeu changtrai nguoiyeu mainhoem nhoem nhoanh
buonqua chanqua deobiet xinchao chaoban taikhoan dangnhap quantri quantrivien quanly nhanvien vanphong congty
doanhnghiep ketoan giamdoc truongphong khongquen thanhcong maymansang maiyeu motnam hainam so1vietnam abc123 asd123
qwe123 aa123456 a123456 iloveyou passw0rd letmein welcome admin administrator
`;

/** The portal, the province, the Department and its programmes. */
export const HOUSE = `
chuan congchuan gialai gia lai binhdinh quynhon pleiku ankhe ayunpa chuprong krongpa mangyang kbang iagrai so sokhcn
sokhoahoc khoahoc congnghe khoahoccongnghe khcn skhcn dost doluong tieuchuan chatluong tdc chicuctdc chicuc
dambaodoluong damboadoluong dambao nhiemvu dexuat chuongtrinh map task proposal hoso hosodoluong hoidong thamdinh
pheduyet kinhphi ngansach detai duan doanhnghiep trinhdien demo vanphong phongqlkh qlkh taichinh kehoach taynguyen
`;
